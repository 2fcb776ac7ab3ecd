import rule from '../../src/rules/no-overwritten-resource.ts'
import { testRule } from '../rule-tester.ts'

testRule('no-overwritten-resource', rule, {
  valid: [
    {
      name: 'leaves a field alone that is released before it is emptied',
      code: `import { Pool } from 'pg'
class Db {
  constructor() { this.pool = null }
  open() { this.pool = new Pool(); return this.query() }
  query() { return this.pool.query('select 1') }
  async close() { await this.pool.end(); this.pool = null }
}`,
    },
    {
      name: 'leaves a field alone that is copied, emptied and then released',
      code: `import { Pool } from 'pg'
class Db {
  open() { this.pool = new Pool(); this.pool.query('select 1') }
  async close() { const old = this.pool; this.pool = null; await old.end() }
}`,
    },
    {
      name: 'leaves a field alone that is taken apart from this',
      code: `import { Pool } from 'pg'
class Db {
  open() { this.pool = new Pool(); this.pool.query('select 1') }
  async close() { const { pool } = this; this.pool = null; await pool.end() }
}`,
    },
    {
      name: 'leaves a field alone that another method releases first',
      code: `import { Pool } from 'pg'
class Db {
  open() { this.pool = new Pool(); this.pool.query('select 1') }
  async stop() { await this.pool.end() }
  async close() { await this.stop(); this.pool = null }
}`,
    },
    {
      name: 'leaves a method alone that is called by the one that releases',
      code: `import { Pool } from 'pg'
class Db {
  open() { this.pool = new Pool(); this.pool.query('select 1') }
  async close() { await this.pool.end(); this.forget() }
  forget() { this.pool = null }
}`,
    },
    {
      name: 'leaves a reset alone after its connection has closed by itself',
      code: `import mqtt from 'mqtt'
class Broker {
  open() {
    this.client = mqtt.connect('mqtt://broker')
    this.client.on('close', () => { this.client = null })
    this.client.on('error', this.onError)
  }
  onError() { this.client = null }
  connectionLost() { this.client = undefined }
}`,
    },
    {
      name: 'leaves a lazy pool alone that is made once',
      code: `import { Pool } from 'pg'
let pool = null
export function db() {
  if (!pool) pool = new Pool()
  return pool.query('select 1')
}`,
    },
    {
      name: 'leaves a server of each test alone that is closed after each',
      filename: 'a.test.js',
      code: `import { createServer } from 'node:http'
let server
beforeEach(() => { server = createServer().listen(0) })
afterEach(async () => { await new Promise((done) => server.close(done)) })
afterEach(() => { server = null })`,
    },
    {
      name: 'leaves a timer alone that is cleared before it is set again',
      code: `class Poller {
  constructor(socket) {
    socket.on('message', () => {
      clearInterval(this.timer)
      this.timer = setInterval(poll, 1000)
    })
  }
  stop() { clearInterval(this.timer); this.timer = null }
}`,
    },
    {
      name: 'leaves a one-shot timer alone',
      code: `let timer
socket.on('message', () => { timer = setTimeout(poll, 1000) })
export const stop = () => { timer = null }`,
    },
    {
      name: 'leaves a client alone that could not connect',
      code: `import { Client } from 'pg'
class Db {
  open() { this.client = new Client(); this.client.connect() }
  async ping() { try { await this.open() } catch { this.client = null } }
  close() { return this.client.end() }
}`,
    },
    {
      name: 'leaves a renewal alone that releases the old one',
      code: `import { Pool } from 'pg'
class Db {
  constructor() { this.pool = new Pool(); this.pool.query('select 1') }
  async reconnect() {
    const old = this.pool
    this.pool = new Pool()
    await old.end()
  }
}`,
    },
    {
      name: 'leaves a renewal alone that calls close',
      code: `import { Pool } from 'pg'
class Db {
  constructor() { this.pool = new Pool(); this.pool.query('select 1') }
  close() { return this.pool.end() }
  async reconnect() { await this.close(); this.pool = new Pool() }
}`,
    },
    {
      name: 'leaves a child process alone whose exit is listened to',
      code: `import { spawn } from 'node:child_process'
class Runner {
  start() { this.child = spawn('node'); this.child.on('exit', done) }
  restart() { this.child = null }
}`,
    },
    {
      name: 'leaves a variable alone that is released between two values',
      code: `import { createServer } from 'node:http'
export async function twice() {
  let server = createServer().listen(0)
  await new Promise((done) => server.close(done))
  server = createServer().listen(0)
  await new Promise((done) => server.close(done))
}`,
    },
    {
      name: 'leaves what somebody else was given alone',
      code: `import { Pool } from 'pg'
class Db {
  open() { this.pool = new Pool(); this.pool.query('select 1'); own(this.pool) }
  reset() { this.pool = null }
}`,
    },
    {
      name: 'leaves a handler alone that opens one only once',
      code: `import { watch } from 'chokidar'
let watcher
app.post('/watch', () => {
  if (watcher) return
  watcher = watch('src')
})`,
    },
  ],
  invalid: [
    {
      name: 'flags a field that is set to nothing without release',
      code: `import { Pool } from 'pg'
class Db {
  open() { this.pool = new Pool(); this.pool.query('select 1') }
  close() { this.pool = null }
}`,
      errors: [
        {
          message:
            '`Pool` from pg, opened on line 3, may still be open when `this.pool` is emptied here, and then nobody can release it; release it first: `await this.pool.end()`.',
          line: 4,
        },
      ],
    },
    {
      name: 'flags a reset that does not release what close would',
      code: `import { Pool } from 'pg'
class Db {
  #pool
  open() { this.#pool = new Pool(); this.#pool.query('select 1') }
  reset() { if (this.#pool) this.#pool = undefined }
  async close() { await this.#pool.end() }
}`,
      errors: [{ messageId: 'cleared', line: 5 }],
    },
    {
      name: 'flags a variable of the module that is emptied without release',
      code: `import { createServer } from 'node:http'
let server
export function start() { server = createServer().listen(3000) }
export function stop() {
  server.removeAllListeners()
  server = null
}`,
      errors: [{ messageId: 'cleared', line: 6 }],
    },
    {
      name: 'flags a renewal that forgets the one before',
      code: `import { Pool } from 'pg'
class Db {
  constructor() { this.pool = new Pool(); this.pool.query('select 1') }
  async reconnect() { this.pool = new Pool() }
  close() { return this.pool.end() }
}`,
      errors: [
        {
          message:
            '`Pool` from pg, opened on line 3, is still open when `this.pool` gets another value here, and then nobody can release it; release it first: `await this.pool.end()`.',
          line: 4,
        },
      ],
    },
    {
      name: 'flags a hook that only forgets the server',
      filename: 'a.test.js',
      code: `import { createServer } from 'node:http'
let server
beforeEach(() => { server = createServer().listen(0) })
afterEach(() => { server = null })`,
      errors: [{ messageId: 'cleared', line: 4 }],
    },
    {
      name: 'flags a second value before the first is released',
      code: `import { createServer } from 'node:http'
export async function twice() {
  let server = createServer().listen(0)
  server = createServer().listen(0)
  await new Promise((done) => server.close(done))
}`,
      errors: [{ messageId: 'replaced', line: 4 }],
    },
    {
      name: 'flags a local that is emptied before it is released',
      code: `import { Client } from 'pg'
export async function ask() {
  let client = new Client()
  await client.connect()
  client = null
}`,
      errors: [{ messageId: 'cleared', line: 5 }],
    },
    {
      name: 'flags an interval that each message sets anew',
      code: `let timer
socket.on('message', () => { timer = setInterval(poll, 1000) })
export const stop = () => clearInterval(timer)`,
      errors: [
        {
          message:
            '`setInterval` is put in `timer` in a message listener: each time the one before is lost while it is open; release it first: `clearInterval(timer)`.',
        },
      ],
    },
    {
      name: 'flags a watcher that each request opens anew',
      code: `import { watch } from 'chokidar'
let watcher
app.post('/watch', (req) => { watcher = watch('src') })`,
      errors: [{ messageId: 'replacedAgain' }],
    },
  ],
})
