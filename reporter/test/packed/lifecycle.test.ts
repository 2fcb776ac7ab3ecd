import { expect, test } from 'vitest'
import { userProject } from './user-project.ts'

const STRICT = `import { defineConfig } from 'vitest/config'
export default defineConfig({ test: { reporters: ['default', ['@watertight/vitest', { scope: 'test' }]] } })
`

/** The first of them ends while the second still owns something: what the kit listens to stays for that. */
const CONCURRENT = `import { once, EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { withCleanup } from '@watertight/lifecycle'

const firstEnded = new EventEmitter()

test.concurrent('ends first', async () => {
  await withCleanup(async (scope) => { scope.own('first', {}, () => {}) })
  firstEnded.emit('ended')
})

test.concurrent('still owns something then', async () => {
  await withCleanup(async (scope) => {
    scope.own('second', {}, () => {})
    await once(firstEnded, 'ended')
    await new Promise((done) => setTimeout(done, 50))
  })
  expect(process.listenerCount('SIGHUP')).toBe(0)
})
`

/** Released when the process ends, as the kit says. */
const AT_EXIT = `import { beforeAll, expect, test } from 'vitest'
import { lifecycle } from '@watertight/lifecycle'

beforeAll(() => {
  lifecycle.own('for the whole file', {}, () => {})
})

test('uses it', () => expect(process.listenerCount('SIGHUP')).toBeGreaterThan(0))
`

test('what the lifecycle kit listens to is charged to no test that has it own something', async () => {
  const project = userProject({
    'vitest.config.ts': STRICT,
    'concurrent.test.ts': CONCURRENT,
    'at-exit.test.ts': AT_EXIT,
  })
  const { exitCode, report, stderr } = await project.vitest()
  expect(stderr).toBe('')
  expect(report?.summary).toMatchObject({ checkedTests: 3, failing: {}, warning: {} })
  expect(exitCode).toBe(0)
})
