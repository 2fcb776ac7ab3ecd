import rule from '../../src/rules/require-release-on-all-paths.ts'
import { testRule, type ValidCase } from '../rule-tester.ts'

const PG = `import { Pool, Client } from 'pg'; const pool = new Pool()\n`
const FS = `import fs from 'node:fs'\n`

testRule('require-release-on-all-paths', rule, {
  valid: [
    ...named({
      'a release in `finally`': `${PG}export async function f() { const c = await pool.connect(); try { return await c.query('') } finally { c.release() } }`,
      'a release in every branch': `${PG}export async function f(x) { const c = await pool.connect(); if (x) { c.release(); return 1 } c.release() }`,
      'a release in `try` and in `catch`': `${PG}export async function f() { const c = await pool.connect(); try { await c.query(''); c.release() } catch (error) { c.release(error); throw error } }`,
      'nothing between opening and release that can fail': `${FS}export function f(path) { const fd = fs.openSync(path); fs.closeSync(fd) }`,
      'a connection that could not be opened': `${PG}export async function f() { const c = new Client(); await c.connect(); try { await c.query('') } finally { await c.end() } }`,
      'an error in place of the resource': `${PG}export function f(cb) { pool.connect((err, client, done) => { if (err) return cb(err); client.query('', (e, r) => { done(); cb(e, r) }) }) }`,
      'what never opens is nobody’s duty: that is require-release’s': `${PG}export async function f() { const c = await pool.connect(); await c.query('') }`,
      'a factory that returns at once': `${PG}export async function open() { const c = await pool.connect(); return c }`,
      'a factory that releases where it fails': `${PG}export async function open() { const c = await pool.connect(); try { await c.query('BEGIN'); return c } catch (error) { c.release(); throw error } }`,
      'a variable of an outer scope, which others may release': `${PG}let c; export async function f(x) { c = await pool.connect(); if (x) return; c.release() }`,
      'an error before it is opened': `import { createServer } from 'node:http'; export async function f() { const s = createServer(); const { port } = await load(); s.listen(port); return { s, port } }`,
      'an error before it is opened, where it is closed later': `import { createClient } from 'redis'; export async function f() { const c = createClient(); await load(); await c.connect(); try { await c.ping() } finally { await c.quit() } }`,
      'an error of opening it': `import { createServer } from 'node:http'; export async function f() { const s = createServer(); await new Promise((resolve, reject) => { s.once('error', reject); s.listen(0, resolve) }); return { port: s.address().port, stop: () => s.close() } }`,
      'an error of a function of the file that opens it': `import { createServer } from 'node:http'; export async function f() { const s = createServer(); await begin(s); return { stop: () => s.close() } } function begin(s) { return new Promise((resolve, reject) => { s.once('error', reject); s.listen(0, resolve) }) }`,
      'an error of a function that opens it by its name': `import { Client } from 'pg'; import { waitForConnection } from './wait.js'; export async function f() { const c = new Client(); await waitForConnection(c); try { await c.query('') } finally { await c.end() } }`,
      'a factory that releases where it fails, of what it wraps': `${PG}export async function open() { const c = await pool.connect(); try { await c.query('BEGIN') } catch (error) { c.release(); throw error } return new Session(c) }`,
      'what is wrapped in something that stays': `${PG}export async function open() { const c = await pool.connect(); const session = new Session(c); sessions.add(session); await session.begin(); return session }`,
      'an end that something else looks after': `import { spawn } from 'node:child_process'; export async function f(x) { const child = spawn('a'); child.on('exit', log); if (x) return; child.kill() }`,
      'code that runs once': `${FS}const fd = fs.openSync('a'); if (process.argv[2]) throw new Error(); fs.closeSync(fd)`,
    }),
    {
      name: 'a failed assertion in a test',
      filename: 'test/a.test.js',
      code: `import { test } from 'vitest'; ${PG}test('a', async () => { const c = await pool.connect(); await c.query(''); c.release() })`,
    },
    {
      name: 'what is awaited, if only `throw` counts',
      options: [{ throws: 'throw-statements' }],
      code: `${PG}export async function f() { const c = await pool.connect(); await c.query(''); c.release() }`,
    },
  ],
  invalid: [
    {
      name: 'an early return',
      code: `${PG}export async function f(x) {\n  const c = await pool.connect()\n  if (x) return\n  c.release()\n}`,
      errors: [
        {
          line: 3,
          message:
            '`PoolClient` from `pool.connect()` is released on line 5, but stays open where line 4 returns; release it there too, or in a `finally`: `c.release()`.',
        },
      ],
    },
    {
      name: 'an error of what is awaited',
      code: `${PG}export async function f() {\n  const c = await pool.connect()\n  await c.query('')\n  c.release()\n}`,
      errors: [
        {
          message:
            '`PoolClient` from `pool.connect()` is released on line 5, but stays open if line 4 throws; release it there too, or in a `finally`: `c.release()`.',
        },
      ],
    },
    {
      name: 'a branch of `if` that forgets',
      code: `${FS}export function f(path, x) { const fd = fs.openSync(path); if (x) fs.closeSync(fd); else log() }`,
      errors: [{ messageId: 'skipped' }],
    },
    {
      name: 'a `catch` that swallows and forgets',
      code: `${PG}export async function f() { const c = await pool.connect(); try { await c.query(''); c.release() } catch (error) { log(error) } }`,
      errors: [{ messageId: 'skipped' }],
    },
    {
      name: 'a path of a callback on which `done` is not called',
      code: `${PG}export function f(cb) { pool.connect((err, client, done) => { if (err) return cb(err); client.query('', (e, r) => { if (e) return cb(e); done(); cb(null, r) }) }) }`,
      errors: [{ messageId: 'skipped' }],
    },
    {
      name: 'a turn of a loop that goes on without it',
      code: `${PG}export async function f(all) { for (const x of all) { const c = await pool.connect(); if (!x) continue; c.release() } }`,
      errors: [{ messageId: 'skipped' }],
    },
    {
      name: 'a factory that fails before it returns',
      code: `${PG}export async function open() {\n  const c = await pool.connect()\n  await c.query('BEGIN')\n  return c\n}`,
      errors: [
        {
          message:
            '`PoolClient` from `pool.connect()` is handed to the caller, but stays open if line 4 throws, where nobody has it; release it there: `c.release()`.',
        },
      ],
    },
    {
      name: 'a factory that fails before it returns what wraps it',
      code: `${PG}export async function open() {\n  const c = await pool.connect()\n  await c.query('BEGIN')\n  return new Session(c)\n}`,
      errors: [{ line: 3, messageId: 'notReturned' }],
    },
    {
      name: 'a factory that fails before it returns what holds it',
      code: `${PG}export async function open() {\n  const c = await pool.connect()\n  const { rows } = await c.query('BEGIN')\n  return { client: c, rows }\n}`,
      errors: [{ line: 3, messageId: 'notReturned' }],
    },
    {
      name: 'an error after it was opened',
      code: `import { createServer } from 'node:http'\nexport async function f() {\n  const s = createServer()\n  s.listen(0)\n  await load()\n  return { s }\n}`,
      errors: [{ line: 3, messageId: 'notReturned' }],
    },
    {
      name: 'an early return in a test',
      filename: 'test/a.test.js',
      code: `import { test } from 'vitest'; ${PG}test('a', async () => { const c = await pool.connect(); if (process.env.CI) return; c.release() })`,
      errors: [{ messageId: 'skipped' }],
    },
    {
      name: 'a failed assertion in a test, if asked for',
      filename: 'test/a.test.js',
      options: [{ throwsInTests: 'awaits' }],
      code: `import { test } from 'vitest'; ${PG}test('a', async () => { const c = await pool.connect(); await c.query(''); c.release() })`,
      errors: [{ messageId: 'skipped' }],
    },
    {
      name: 'a call that may throw, if asked for',
      options: [{ throws: 'calls' }],
      code: `${FS}export function f(path) { const fd = fs.openSync(path); fs.readSync(fd, buffer); fs.closeSync(fd) }`,
      errors: [{ messageId: 'skipped' }],
    },
  ],
})

function named(cases: Readonly<Record<string, string>>): ValidCase[] {
  return Object.entries(cases).map(([name, code]) => ({ name, code }))
}
