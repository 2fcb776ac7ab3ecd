import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'

let server: Server
beforeEach(() => {
  server = createServer()
  server.listen(0)
})
afterEach(() => new Promise((done) => server.close(done)))

test('listens', () => {
  expect(server.listening).toBe(true)
})
