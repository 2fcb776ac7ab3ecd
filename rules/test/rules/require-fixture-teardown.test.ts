import rule from '../../src/rules/require-fixture-teardown.ts'
import { testRule, type InvalidCase, type ValidCase } from '../rule-tester.ts'

const filename = 'test/users.test.js'
const VITEST = `import { afterAll, afterEach, aroundEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'`
const IMPORTS = `import { createServer } from 'node:http'\nimport { Client, Pool } from 'pg'`

function clean(name: string, code: string, more: Partial<ValidCase> = {}): ValidCase {
  return { name, filename, code: `${IMPORTS}\n${code}`, ...more }
}

function leaky(name: string, code: string, message: string, output?: string): InvalidCase {
  const text = (body: string) => `${IMPORTS}\n${body}`
  const suggestions =
    output === undefined ? [] : [{ desc: expectedDescription(code, output), output: text(output) }]
  return { name, filename, code: text(code), errors: [{ message, suggestions }] }
}

/** What the suggestion is called is what it adds to the code. */
function expectedDescription(code: string, output: string): string {
  const added = output
    .split('\n')
    .filter((line) => !code.split('\n').includes(line) && !/^$|import /.test(line))
  return `Add \`${added.map((line) => line.trim()).join('\n')}\`.`
}

testRule('require-fixture-teardown', rule, {
  invalid: [
    leaky(
      'a pool that each test gets anew and no hook ends',
      `${VITEST}
let pool
beforeEach(() => {
  pool = new Pool()
})
test('a', () => pool.query('select 1'))`,
      '`Pool` from pg is opened in `beforeEach` and never ended; add `afterEach(() => pool.end())`.',
      `${VITEST}
let pool
beforeEach(() => {
  pool = new Pool()
})

afterEach(() => pool.end())
test('a', () => pool.query('select 1'))`,
    ),
    leaky(
      'a server in a suite, whose end only a callback tells of',
      `describe('users', () => {
  let server
  before((done) => {
    server = createServer().listen(0, done)
  })
  it('a', () => fetch(url(server.address())))
})`,
      '`Server` from http is opened in `before` and never closed; add `after(() => new Promise((resolve) => server.close(resolve)))`.',
      `describe('users', () => {
  let server
  before((done) => {
    server = createServer().listen(0, done)
  })

  after(() => new Promise((resolve) => server.close(resolve)))
  it('a', () => fetch(url(server.address())))
})`,
    ),
    leaky(
      'an interval, whose end nobody waits for',
      `let timer
beforeEach(() => {
  timer = setInterval(tick, 10)
})`,
      '`setInterval` is opened in `beforeEach` and never cleared; add `afterEach(() => { clearInterval(timer) })`.',
      `let timer
beforeEach(() => {
  timer = setInterval(tick, 10)
})

afterEach(() => { clearInterval(timer) })`,
    ),
    {
      name: 'a hook that the file imports is imported with its teardown',
      filename,
      code: `import { before, test } from 'node:test'
import { Pool } from 'pg'
let pool
before(() => { pool = new Pool() })
test('a', () => pool.query(''))`,
      errors: [
        {
          messageId: 'inHook',
          suggestions: [
            {
              messageId: 'addHook',
              output: `import { before, after, test } from 'node:test'
import { Pool } from 'pg'
let pool
before(() => { pool = new Pool() })

after(() => pool.end())
test('a', () => pool.query(''))`,
            },
          ],
        },
      ],
    },
    {
      name: 'a hook that the file requires is required with its teardown',
      filename: 'test/users.test.cjs',
      code: `const { beforeEach } = require('node:test')
const { Pool } = require('pg')
let pool
beforeEach(() => { pool = new Pool(); pool.query('') })`,
      errors: [
        {
          messageId: 'inHook',
          suggestions: [
            {
              messageId: 'addHook',
              output: `const { beforeEach, afterEach } = require('node:test')
const { Pool } = require('pg')
let pool
beforeEach(() => { pool = new Pool(); pool.query('') })

afterEach(() => pool.end())`,
            },
          ],
        },
      ],
    },
    leaky(
      'a hook under another name gets no teardown written',
      `import { beforeEach as each } from 'vitest'
let pool
each(() => { pool = new Pool(); pool.query('') })`,
      '`Pool` from pg is opened in `each` and never ended; add `await pool.end()`.',
    ),
    leaky(
      'a hook of the test itself',
      `import { test } from '@playwright/test'
let pool
test.beforeAll(async () => {
  pool = new Pool()
})
test('a', () => pool.query(''))`,
      '`Pool` from pg is opened in `test.beforeAll` and never ended; add `test.afterAll(() => pool.end())`.',
      `import { test } from '@playwright/test'
let pool
test.beforeAll(async () => {
  pool = new Pool()
})

test.afterAll(() => pool.end())
test('a', () => pool.query(''))`,
    ),
    leaky(
      'what only the hook can see is closed by what it returns',
      `${VITEST}
beforeAll(async () => {
  const pool = new Pool()
  await pool.query('create table users (id int)')
})`,
      '`Pool` from pg is opened in `beforeAll` and never ended; add `afterAll(() => pool.end())`.',
      `${VITEST}
beforeAll(async () => {
  const pool = new Pool()
  await pool.query('create table users (id int)')
  return () => pool.end()
})`,
    ),
    leaky(
      'what nobody holds',
      `before((done) => { createServer().listen(0, done) })`,
      '`Server` from http is opened in `before` and nothing holds it, so that no teardown can reach it; keep it, and add `after(() => new Promise((resolve) => server.close(resolve)))`.',
    ),
    leaky(
      'a server that supertest asks stays its owner’s',
      `import request from 'supertest'
let server
beforeAll(() => { server = createServer().listen(0) })
test('a', () => request(server).get('/'))`,
      '`Server` from http is opened in `beforeAll` and never closed; add `afterAll(() => new Promise((resolve) => server.close(resolve)))`.',
      `import request from 'supertest'
let server
beforeAll(() => { server = createServer().listen(0) })

afterAll(() => new Promise((resolve) => server.close(resolve)))
test('a', () => request(server).get('/'))`,
    ),
    leaky(
      'a fixture without anything after use()',
      `${VITEST}
export const dbTest = test.extend({
  db: async ({}, use) => {
    const db = new Client()
    await db.connect()
    await use(db)
  },
})`,
      '`Client` from pg is opened in the fixture `db` and never ended; add `await db.end()`.',
      `${VITEST}
export const dbTest = test.extend({
  db: async ({}, use) => {
    const db = new Client()
    await db.connect()
    await use(db)
    await db.end()
  },
})`,
    ),
    leaky(
      'a fixture for all tests of a worker',
      `import { test as base } from '@playwright/test'
export const test = base.extend({
  db: [async ({}, use) => {
    const db = new Pool()
    await db.query('')
    await use({ db })
  }, { scope: 'worker' }],
})`,
      '`Pool` from pg is opened in the fixture `db` and never ended; add `await db.end()`.',
      `import { test as base } from '@playwright/test'
export const test = base.extend({
  db: [async ({}, use) => {
    const db = new Pool()
    await db.query('')
    await use({ db })
    await db.end()
  }, { scope: 'worker' }],
})`,
    ),
    leaky(
      'a fixture that returns what it opened',
      `${VITEST}
export const dbTest = test.extend('db', async ({}, { onCleanup }) => {
  const db = new Client()
  await db.connect()
  return db
})`,
      '`Client` from pg is opened in the fixture `db` and never ended; add `onCleanup(() => db.end())`.',
      `${VITEST}
export const dbTest = test.extend('db', async ({}, { onCleanup }) => {
  const db = new Client()
  onCleanup(() => db.end())
  await db.connect()
  return db
})`,
    ),
    leaky(
      'a fixture that closes before the test has run',
      `${VITEST}
export const dbTest = test.extend({
  db: async ({}, use) => {
    const db = new Client()
    await db.connect()
    await db.end()
    await use(db)
  },
})`,
      '`Client` from pg is ended before the fixture `db` lets the test run; move that below the `await` of `use()`.',
    ),
    leaky(
      'a hook around each test',
      `${VITEST}
aroundEach(async (runTest) => {
  const db = new Client()
  await db.connect()
  await runTest()
})`,
      '`Client` from pg is opened in `aroundEach` and never ended; add `await db.end()`.',
      `${VITEST}
aroundEach(async (runTest) => {
  const db = new Client()
  await db.connect()
  await runTest()
  await db.end()
})`,
    ),
    leaky(
      'opened before each test, closed after all',
      `${VITEST}
let pool
beforeEach(() => { pool = new Pool() })
afterAll(() => pool.end())
test('a', () => pool.query(''))
test('b', () => pool.query(''))`,
      '`Pool` from pg is opened before each test, in `beforeEach`, and ended once, in `afterAll`: all but the last stay open. Move that to `afterEach`.',
    ),
    leaky(
      'opened before all tests, closed after each',
      `${VITEST}
let pool
beforeAll(() => { pool = new Pool() })
afterEach(async () => { await pool.end() })
test('a', () => pool.query(''))`,
      '`Pool` from pg is opened once, in `beforeAll`, and ended after the first test, in `afterEach`; move that to `afterAll`.',
    ),
    leaky(
      'a resource of the whole test file',
      `${VITEST}
const pool = new Pool()
test('a', () => pool.query(''))`,
      '`Pool` from pg is opened for the tests of this file and never ended; add `afterAll(() => pool.end())`.',
    ),
    leaky(
      'a resource of a suite, where the hook is called after',
      `import { describe, it } from 'node:test'
describe('users', () => {
  const pool = new Pool()
  it('a', () => pool.query(''))
})`,
      '`Pool` from pg is opened for the tests of this file and never ended; add `after(() => pool.end())`.',
    ),
    leaky(
      'a helper whose callers get nothing to close it with',
      `export async function startServer() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, resolve))
  return 'http://localhost:' + server.address().port
}`,
      '`Server` from http is opened in `startServer` and never closed, and who calls it gets nothing to do that with; return it, or a function that calls `server.close()`.',
    ),
    leaky(
      'a helper that a hook calls',
      `let server
function start() {
  server = createServer().listen(0)
}
beforeEach(start2)
function start2() { start() }
test('a', () => fetch(server.address()))`,
      '`Server` from http is opened in `start` and never closed; add `afterEach(() => new Promise((resolve) => server.close(resolve)))`.',
    ),
    leaky(
      'a factory of the file that a hook calls',
      `let pool
const createPool = () => new Pool()
beforeEach(() => {
  pool = createPool()
})
test('a', () => pool.query(''))`,
      '`Pool` from pg (through `createPool()`) is opened in `beforeEach` and never ended; add `afterEach(() => pool.end())`.',
      `let pool
const createPool = () => new Pool()
beforeEach(() => {
  pool = createPool()
})

afterEach(() => pool.end())
test('a', () => pool.query(''))`,
    ),
    {
      name: 'an application of a Nest testing module',
      filename: 'src/app.e2e-spec.ts',
      code: `import { Test } from '@nestjs/testing'
let app
beforeEach(async () => {
  const module = await Test.createTestingModule({}).compile()
  app = module.createNestApplication()
  await app.init()
})`,
      errors: [
        {
          message:
            '`Nest application` from `module.createNestApplication()` is opened in `beforeEach` and never closed; add `afterEach(() => app.close())`.',
          suggestions: [
            {
              messageId: 'addHook',
              output: `import { Test } from '@nestjs/testing'
let app
beforeEach(async () => {
  const module = await Test.createTestingModule({}).compile()
  app = module.createNestApplication()
  await app.init()
})

afterEach(() => app.close())`,
            },
          ],
        },
      ],
    },
    {
      name: 'a connection that mongoose keeps',
      filename,
      code: `import mongoose from 'mongoose'
beforeAll(async () => { await mongoose.connect(url) })
test('a', () => {})`,
      errors: [
        {
          message:
            '`mongoose connection` from mongoose is opened in `beforeAll` and never disconnected; add `afterAll(() => mongoose.disconnect())`.',
        },
      ],
    },
    {
      ...leaky(
        'what a hook opens and only a test closes, where the tests are not trusted with that',
        `let pool
beforeEach(() => { pool = new Pool() })
test('a', async () => { await pool.query(''); await pool.end() })`,
        '`Pool` from pg is opened in `beforeEach` and ended only by tests, which do not get there when they fail; add `afterEach(() => pool.end())`.',
        `let pool
beforeEach(() => { pool = new Pool() })

afterEach(() => pool.end())
test('a', async () => { await pool.query(''); await pool.end() })`,
      ),
      options: [{ releasesInTests: false }],
    },
  ],
  valid: [
    clean(
      'a pool that the hook of the same scope ends',
      `${VITEST}; let pool; beforeEach(() => { pool = new Pool() }); afterEach(() => pool.end())`,
    ),
    clean(
      'a server that a hook of the suite around closes for all',
      `let server; before(() => { server = createServer().listen(0) }); after((done) => server.close(done))`,
    ),
    clean(
      'a teardown that is a function of the file',
      `let pool; beforeAll(() => { pool = new Pool(); pool.query('') }); afterAll(stop); async function stop() { await pool.end() }`,
    ),
    clean(
      'a teardown in a helper that a hook calls',
      `let pool; beforeEach(() => { pool = new Pool(); pool.query('') }); afterEach(async () => { await stop() }); async function stop() { await pool.end() }`,
    ),
    clean(
      'what a hook returns',
      `${VITEST}; beforeEach(() => { const p = new Pool(); p.query(''); return () => p.end() })`,
    ),
    clean(
      'what is left to the end of the test',
      `${VITEST}; beforeEach(() => { const p = new Pool(); p.query(''); onTestFinished(() => p.end()) })`,
    ),
    clean(
      'what the context of a hook clears up',
      `import { beforeEach } from 'node:test'; beforeEach((t) => { const p = new Pool(); p.query(''); t.after(() => p.end()) })`,
    ),
    clean(
      'a fixture that closes after use()',
      `${VITEST}; test.extend({ db: async ({}, use) => { const db = new Pool(); db.query(''); await use(db); await db.end() } })`,
    ),
    clean(
      'a fixture that closes in a finally',
      `${VITEST}; test.extend({ db: async ({}, use) => { const db = new Pool(); db.query(''); try { await use(db) } finally { await db.end() } } })`,
    ),
    clean(
      'a fixture with `await using`',
      `${VITEST}; test.extend({ server: async ({}, use) => { await using server = createServer().listen(0); await use(server) } })`,
      { lang: 'ts' },
    ),
    clean(
      'a fixture with a clean-up of its own',
      `${VITEST}; test.extend('db', async ({}, { onCleanup }) => { const db = new Pool(); db.query(''); onCleanup(() => db.end()); return db })`,
    ),
    clean(
      'a fixture that looks at its resource before the test runs, and closes it where that fails',
      `${VITEST}; test.extend({ db: async ({}, use) => { const db = new Client(); try { await db.connect() } catch (error) { await db.end(); throw error } await use(db); await db.end() } })`,
    ),
    clean(
      'what a test context holds, which others may close',
      `beforeEach((ctx) => { ctx.pool = new Pool(); ctx.pool.query('') }); before(function () { this.server = createServer().listen(0) })`,
    ),
    clean(
      'what is put in a list that is closed as a whole',
      `const servers = []; beforeEach(() => { servers.push(createServer().listen(0)) }); afterEach(() => Promise.all(servers.map((s) => close(s))))`,
    ),
    clean(
      'what somebody unseen is given',
      `let server; beforeEach(async () => { server = createServer().listen(0); await closeAfterTest(server) })`,
    ),
    clean(
      'closed by several promises at once',
      `let a; let b; beforeAll(() => { a = new Pool(); b = new Pool(); a.query(''); b.query('') }); afterAll(() => Promise.all([a.end(), b.end()]))`,
    ),
    clean(
      'closed and opened again within one test',
      `let s; beforeEach(() => { s = createServer().listen(0) }); test('a', () => { s.close() })`,
    ),
    clean(
      'opened once though the hook runs before each test',
      `let pool; beforeEach(() => { if (!pool) pool = new Pool(); pool.query('') }); afterAll(() => pool.end())`,
    ),
    clean(
      'opened in two hooks, closed after each test',
      `let pool; beforeAll(() => { pool = new Pool() }); beforeEach(() => { pool = new Pool(); pool.query('') }); afterEach(() => pool.end())`,
    ),
    clean(
      'a suite that closes what all share in its own way',
      `let pool; beforeAll(() => { pool = new Pool(); pool.query('') }); describe('ended', () => { afterEach(() => pool.end()) })`,
    ),
    clean('a server that never listens', `let server; beforeEach(() => { server = createServer() })`),
    clean('a module that others import', `export const pool = new Pool(); pool.query('')`),
    clean(
      'a helper that hands on what it opened',
      `export function start() { return createServer().listen(0) }`,
    ),
    clean(
      'a helper that calls back with what it opened',
      `function start(callback) { const s = createServer(); s.listen(0, () => callback(s)) } test('a', (t, done) => { start((s) => { s.close(done) }) })`,
    ),
    clean(
      'a helper that hands on how to close it',
      `export function start() { const s = createServer().listen(0); return { url: s.address(), close: () => s.close() } }`,
    ),
    clean(
      'what another process opens, by the same file',
      `if (!isMainThread) { createServer().listen(0) } else { test('a', () => {}) }`,
    ),
    clean('a script below the tests, without a test runner', `const pool = new Pool(); pool.query('')`, {
      filename: 'test/script.js',
    }),
    clean('a program', `const pool = new Pool(); pool.query('')`, { filename: 'src/db.js' }),
    clean(
      'the body of a test, which another rule looks after',
      `test('a', () => { const p = new Pool(); p.query('') })`,
    ),
    clean(
      'a client that nobody uses, which connects when it is used',
      `import knex from 'knex'; knex({ client: 'pg' }); test('a', () => {})`,
    ),
    clean(
      'a script below the tests that waits for its server, without a test runner',
      `client.on('connected', () => { setInterval(() => client.send('a'), 100) })`,
      { filename: 'test/load.js' },
    ),
    clean(
      'a process that a hook waits for',
      `import { spawn } from 'node:child_process'; let c; before(() => { c = spawn('a'); c.on('exit', f) })`,
    ),
    {
      name: 'a Nest application that its module closes',
      filename: 'src/app.e2e-spec.ts',
      code: `import { Test } from '@nestjs/testing'
let module
beforeEach(async () => { module = await Test.createTestingModule({}).compile(); const app = module.createNestApplication(); await app.init() })
afterEach(() => module.close())`,
    },
    {
      name: 'a connection that mongoose is told to end',
      filename,
      code: `import mongoose from 'mongoose'
beforeAll(async () => { await mongoose.connect(url) }); afterAll(() => mongoose.disconnect())`,
    },
  ],
})
