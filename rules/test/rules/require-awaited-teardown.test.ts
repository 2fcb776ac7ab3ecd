import rule from '../../src/rules/require-awaited-teardown.ts'
import { type InvalidCase, testRule, type ValidCase } from '../rule-tester.ts'

const filename = 'test/users.test.js'
const IMPORTS = `import { Pool } from 'pg'; import net from 'node:net'; import { spawn } from 'node:child_process'; import { once } from 'node:events'; import { Worker } from 'node:worker_threads';\n`
const POOL = `let pool; beforeAll(() => { pool = new Pool(); return pool.query('') });\n`
const SERVER = `let server; beforeAll(() => { server = net.createServer(); server.listen(0) });\n`

function clean(code: string, options?: ValidCase['options']): ValidCase {
  return { code: IMPORTS + code, filename, ...(options && { options }) }
}

function flagged(
  code: string,
  messageId: string,
  output?: string,
  options?: ValidCase['options'],
): InvalidCase {
  const suggestion = messageId === 'untold' ? 'awaitCallback' : 'addAwait'
  const suggestions = output === undefined ? [] : [{ messageId: suggestion, output: IMPORTS + output }]
  return { ...clean(code, options), errors: [{ messageId, suggestions }] }
}

testRule('require-awaited-teardown', rule, {
  valid: [
    clean(`${POOL}afterAll(async () => { await pool.end() })`),
    clean(`${POOL}afterAll(() => pool.end())`),
    clean(`${POOL}afterAll(() => { return pool.end() })`),
    clean(`${POOL}afterAll(() => Promise.all([pool.end()]))`),
    clean(`${POOL}afterAll((done) => { pool.end(done) })`),
    clean(`${POOL}afterAll((done) => { pool.end(() => done()) })`),
    clean(`${POOL}afterAll(async () => { await pool.end().catch(() => {}) })`),
    clean(`${POOL}afterAll(() => { void pool.end() })`),
    clean(`${POOL}afterAll(async () => { await Promise.all([1].map(async () => { await pool.end() })) })`),
    clean(`${POOL}afterAll(async () => { await retry(async () => { await pool.end() }) })`),
    clean(`${POOL}afterAll(async () => { if (pool) await pool.end() })`),
    clean(`${SERVER}afterAll(async () => { await new Promise((resolve) => server.close(resolve)) })`),
    clean(
      `${SERVER}afterAll(async () => { await new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))) })`,
    ),
    clean(`${SERVER}afterAll((done) => { server.close(done) })`),
    clean(`${SERVER}afterAll(() => { server.close() })`),
    clean(
      `import { Client } from 'pg'; const client = new Client(); before((done) => { client.connect(done) }); after((done) => { client.end(); client.on('end', done) })`,
    ),
    clean(`${SERVER}afterAll(async () => { server.close(); await once(server, 'close') })`, [
      { bareClose: true },
    ]),
    clean(
      `let child; beforeAll(() => { child = spawn('a') }); afterAll(async () => { child.kill(); await once(child, 'exit') })`,
    ),
    clean(
      `let child; beforeAll(() => { child = spawn('a'); child.on('close', log) }); afterAll(() => { child.kill() })`,
    ),
    clean(`test('a', async () => { const pool = new Pool(); await pool.query(''); pool.end() })`),
    clean(`const timer = setInterval(f, 1); afterAll(() => { clearInterval(timer) })`),
    clean(
      `export class Store { pool = new Pool(); get(q) { return this.pool.query(q) } async close() { await this.pool.end() } }`,
    ),
    clean(
      `export class Store { server = net.createServer().listen(0); close(done) { this.server.close(done) } }`,
    ),
    clean(
      `export class Store { server = net.createServer().listen(0); close() { this.server.close(() => this.emit('closed')) } }`,
    ),
    clean(
      `export class Store { server = net.createServer().listen(0); close() { this.server.close(() => { emitClose(this) }) } }`,
    ),
    clean(
      `async function poll(signal) {} let c, task; beforeEach(() => { c = new AbortController(); task = poll(c.signal) }); afterEach(async () => { c.abort(); await task })`,
    ),
    clean(
      `const c = new AbortController(); afterAll(() => c.abort()); test('a', async () => { await fetch('/', { signal: c.signal }) })`,
    ),
    clean(
      `async function begin(run) { const c = new AbortController(); afterEach(() => c.abort()); run(c.signal) }`,
    ),
    clean(
      `const c = new AbortController(); afterAll(() => c.abort()); target.addEventListener('a', f, { signal: c.signal })`,
    ),
    clean(
      `import { test as base } from 'vitest'; const test = base.extend({ pool: async ({}, use) => { const pool = new Pool(); await use(pool); await pool.end() } })`,
    ),
  ],
  invalid: [
    flagged(
      `${POOL}afterAll(() => { pool.end() })`,
      'dropped',
      `${POOL}afterAll(async () => { await pool.end() })`,
    ),
    flagged(
      `${POOL}afterAll(async () => { pool.end() })`,
      'dropped',
      `${POOL}afterAll(async () => { await pool.end() })`,
    ),
    flagged(`${POOL}afterAll(async () => { pool?.end().catch(() => {}) })`, 'dropped'),
    flagged(`${POOL}afterAll((done) => { pool.end(); done() })`, 'dropped'),
    flagged(`${POOL}afterAll(() => { void pool.end() })`, 'dropped', undefined, [{ ignoreVoid: false }]),
    flagged(`${POOL}afterAll(() => { [1].forEach(async () => { await pool.end() }) })`, 'hidden'),
    flagged(`${POOL}afterAll(async () => { fs.rm('a', async () => { await pool.end() }) })`, 'hidden'),
    flagged(`${SERVER}afterAll(() => { server.close(() => console.log('closed')) })`, 'untold'),
    flagged(
      `${SERVER}afterAll(() => { server.close() })`,
      'untold',
      `${SERVER}afterAll(async () => { await new Promise((resolve) => server.close(resolve)) })`,
      [{ bareClose: true }],
    ),
    flagged(`let child; beforeAll(() => { child = spawn('a') }); afterAll(() => { child.kill() })`, 'asked'),
    flagged(
      `let worker; beforeAll(() => { worker = new Worker('a') }); afterAll(() => { worker.terminate() })`,
      'dropped',
      `let worker; beforeAll(() => { worker = new Worker('a') }); afterAll(async () => { await worker.terminate() })`,
    ),
    flagged(
      `import { test as base } from 'vitest'; const test = base.extend({ pool: async ({}, use) => { const pool = new Pool(); await use(pool); pool.end() } })`,
      'dropped',
      `import { test as base } from 'vitest'; const test = base.extend({ pool: async ({}, use) => { const pool = new Pool(); await use(pool); await pool.end() } })`,
    ),
    flagged(
      `export class Store { pool = new Pool(); get(q) { return this.pool.query(q) } async close() { this.pool.end() } }`,
      'dropped',
      `export class Store { pool = new Pool(); get(q) { return this.pool.query(q) } async close() { await this.pool.end() } }`,
    ),
    flagged(
      `export class Store { pool = new Pool(); get(q) { return this.pool.query(q) } close() { this.pool.end() } }`,
      'dropped',
    ),
    flagged(
      `export class Api { server = net.createServer().listen(0); stop() { this.server.close(() => { console.log('stopped') }) } }`,
      'untold',
    ),
    flagged(
      `export async function count(pool) { const c = new Pool(); try { return await c.query('') } finally { c.end() } }`,
      'dropped',
      `export async function count(pool) { const c = new Pool(); try { return await c.query('') } finally { await c.end() } }`,
    ),
    flagged(
      `async function poll(signal) {} let c; beforeEach(() => { c = new AbortController(); poll(c.signal) }); afterEach(() => { c.abort() })`,
      'task',
    ),
    flagged(
      `async function poll({ signal }) {} let c, task; beforeEach(() => { c = new AbortController(); task = poll({ signal: c.signal }) }); afterEach(() => c.abort())`,
      'task',
    ),
    flagged(
      `import { test as base } from 'vitest'; const run = async (signal) => {}; const test = base.extend({ task: async ({}, use) => { const c = new AbortController(); void run(c.signal); await use(c); c.abort() } })`,
      'task',
    ),
  ],
})
