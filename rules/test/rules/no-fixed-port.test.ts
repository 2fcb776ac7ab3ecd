import rule from '../../src/rules/no-fixed-port.ts'
import { testRule, type InvalidCase, type ValidCase } from '../rule-tester.ts'

const filename = 'test/server.test.js'

function clean(name: string, code: string, more: Partial<ValidCase> = {}): ValidCase {
  return { name, filename, code, ...more }
}

function leaky(name: string, code: string, port: number, output?: string): InvalidCase {
  const suggestions = output === undefined ? [] : [{ messageId: 'useZero', output }]
  return { name, filename, code, errors: [{ messageId: 'fixed', data: { port: String(port) }, suggestions }] }
}

testRule('no-fixed-port', rule, {
  invalid: [
    leaky('a server', `createServer().listen(3000, done)`, 3000, `createServer().listen(0, done)`),
    leaky(
      'options with a port',
      `await app.listen({ port: 8080, host: '127.0.0.1' })`,
      8080,
      `await app.listen({ port: 0, host: '127.0.0.1' })`,
    ),
    leaky('a port as a string', `app.listen('8081')`, 8081, `app.listen(0)`),
    leaky('a port that a name stands for', `const PORT = 4000; beforeAll(() => app.listen(PORT))`, 4000),
    leaky('a port that is computed from names', `const BASE = 4000; server.listen(BASE + 1)`, 4001),
    leaky(
      'options that a name stands for',
      `const options = { port: 4001 }; server.listen(options)`,
      4001,
      `const options = { port: 0 }; server.listen(options)`,
    ),
    leaky(
      'a port that the test asks by its number, which only its author can change',
      `server.listen(3000); await fetch('http://localhost:3000')`,
      3000,
    ),
    leaky(
      'a datagram socket',
      `const socket = dgram.createSocket('udp4'); socket.bind(41234)`,
      41234,
      `const socket = dgram.createSocket('udp4'); socket.bind(0)`,
    ),
    leaky(
      'a WebSocket server',
      `import { WebSocketServer } from 'ws'; new WebSocketServer({ port: 8080 })`,
      8080,
      `import { WebSocketServer } from 'ws'; new WebSocketServer({ port: 0 })`,
    ),
    leaky(
      'a WebSocket server, by the older name',
      `const WebSocket = require('ws'); new WebSocket.Server({ port: 8080 })`,
      8080,
      `const WebSocket = require('ws'); new WebSocket.Server({ port: 0 })`,
    ),
    leaky(
      'a socket.io server',
      `import { Server } from 'socket.io'; const io = new Server(3000)`,
      3000,
      `import { Server } from 'socket.io'; const io = new Server(0)`,
    ),
    leaky(
      'a server of Hono',
      `import { serve } from '@hono/node-server'; serve({ fetch: app.fetch, port: 3000 })`,
      3000,
      `import { serve } from '@hono/node-server'; serve({ fetch: app.fetch, port: 0 })`,
    ),
    leaky(
      'a server of Bun',
      `Bun.serve({ port: 3000, fetch() {} })`,
      3000,
      `Bun.serve({ port: 0, fetch() {} })`,
    ),
    leaky(
      'a server of Apollo',
      `import { startStandaloneServer } from '@apollo/server/standalone'; await startStandaloneServer(server, { listen: { port: 4000 } })`,
      4000,
      `import { startStandaloneServer } from '@apollo/server/standalone'; await startStandaloneServer(server, { listen: { port: 0 } })`,
    ),
    leaky(
      'the port of a container on its host',
      `container.withExposedPorts({ container: 5432, host: 15432 })`,
      15432,
    ),
    {
      ...leaky(
        'a helper in a file of test support',
        `export const start = () => app.listen(3000)`,
        3000,
        `export const start = () => app.listen(0)`,
      ),
      filename: 'test/support/start.js',
    },
    {
      ...leaky(
        'a test beside what it tests',
        `test('a', () => { app.listen(3000) })`,
        3000,
        `test('a', () => { app.listen(0) })`,
      ),
      filename: 'src/app.js',
    },
    {
      name: 'a port for a process, where the environment is looked at',
      filename,
      options: [{ environment: true }],
      code: `import { spawn } from 'node:child_process'; spawn('node', ['server.js'], { env: { ...process.env, PORT: '3000' } })`,
      errors: [{ messageId: 'environment', data: { port: '3000' } }],
    },
    {
      name: 'each of many',
      filename,
      code: `const PORTS = [3000, 3001]; a.listen(3000); b.listen(3001)`,
      errors: [{ messageId: 'fixed' }, { messageId: 'fixed' }],
    },
  ],
  valid: [
    clean('a port that the system chooses', `app.listen(0); app.listen({ port: 0 }); app.listen()`),
    clean('a port of the environment', `app.listen(process.env.PORT); app.listen(process.env.PORT || 3000)`),
    clean(
      'a port that was asked for',
      `const port = await getPort(); app.listen(port); app.listen({ port })`,
    ),
    clean('a port that a helper is given', `function start(port) { return app.listen(port) }`),
    clean('a port that changes', `let port = 3000; app.listen(port++)`),
    clean('a socket in the file system', `app.listen('/tmp/a.sock'); app.listen({ path: '/tmp/b.sock' })`),
    clean('an open descriptor', `app.listen({ fd: 3 })`),
    clean(
      'a listener of something else',
      `store.listen('change', f); listen(3000); history.listen(() => {})`,
    ),
    clean('a function that is bound', `f.bind(null, 3000)`),
    clean('a statement that numbers are bound to', `await insert.bind(4, 'yellow', 0xffff00).run()`),
    clean(
      'a class of the same name from elsewhere',
      `import { Server } from './server.js'; new Server({ port: 3000 })`,
    ),
    clean(
      'a server that a signal may end before it listens',
      `app.listen({ port: 1234, signal: controller.signal })`,
    ),
    clean('a number that is no port', `app.listen(-1); app.listen(70000)`),
    clean(
      'a port that is wanted twice',
      `test('says that the port is taken', async () => { a.listen(3000); await expectError(b, 'EADDRINUSE') })`,
    ),
    clean(
      'a call that must fail',
      `test('a', () => { assert.throws(() => app.listen(80)); expect(() => app.listen(80)).toThrow() })`,
    ),
    clean(
      'a server that a mock stands in for',
      `import http from 'http'; vi.mock('http'); test('a', () => { start(); server.listen(3000) })`,
    ),
    clean(
      'a listen() that is spied on',
      `vi.spyOn(server, 'listen').mockReturnValue(server); server.listen(3000)`,
    ),
    clean(
      'a process, unless the environment is looked at',
      `import { spawn } from 'node:child_process'; spawn('a', [], { env: { PORT: '3000' } })`,
    ),
    clean('a program', `app.listen(3000)`, { filename: 'src/main.js' }),
    clean('an example', `app.listen(3000)`, { filename: 'examples/hello.js' }),
  ],
})
