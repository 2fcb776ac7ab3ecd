/** One leaky test between two innocent ones: the smallest project that must fail, and for one reason. */
export const LEAKY_TEST = `import { createServer } from 'node:http'
import { expect, test } from 'vitest'

test('comes before', () => expect(1).toBe(1))
test('never closes its server', async () => {
  await new Promise((done) => createServer().listen(0, '127.0.0.1', done))
})
test('comes after', () => expect(2).toBe(2))
`

/** The same, repaired. */
export const CLEAN_TEST = `import { createServer } from 'node:http'
import { test } from 'vitest'

test('closes its server', async () => {
  const server = createServer()
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  await new Promise((done) => server.close(done))
})
`

/** What every output must say of the leaky test: the owner and the line that opened the server. */
export const LEAK_SENTENCE = /server was opened at \S*leaky\.test\.ts:6:\d+.*"never closes its server"/
