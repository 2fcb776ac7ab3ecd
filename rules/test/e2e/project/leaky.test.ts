import { createServer, type Server } from 'node:http'
import { beforeEach, expect, test } from 'vitest'

let server: Server
beforeEach(() => {
  server = createServer() // flagged: require-fixture-teardown
  server.listen(0)
})

test('listens', () => {
  expect(server.listening).toBe(true)
})
