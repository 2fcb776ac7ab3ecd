import { expect, test } from 'vitest'
import type { Acquisition } from '../../src/analysis/model.ts'
import { nameOfHolder } from '../../src/wording.ts'
import { analyseCode } from './analyse-code.ts'

const IMPORTS = `import { Pool, Client } from 'pg'; import net from 'node:net'; import { spawn } from 'node:child_process'; import fs from 'node:fs'; import { once } from 'node:events'; import { finished } from 'node:stream/promises'\n`

/** What becomes of each acquisition, as `Name holder: release(awaited) -transfer watched unopened`. */
const cases: readonly (readonly [title: string, code: string, expected: readonly string[]])[] = [
  ['a pool that a variable holds', `const pool = new Pool(); pool.query('')`, ['Pool pool:']],
  ['an awaited release', `const p = new Pool(); p.query(''); await p.end()`, ['Pool p: end(awaited)']],
  ['a dropped release', `const p = new Pool(); p.query(''); p.end()`, ['Pool p: end(nothing)']],
  ['a release with `void`', `const p = new Pool(); p.query(''); void p?.end()`, ['Pool p: end(nothing)']],
  [
    'a dropped release with its error handled',
    `const p = new Pool(); p.query(''); p.end().catch(log)`,
    ['Pool p: end(nothing)'],
  ],
  [
    'a release in Promise.all',
    `const p = new Pool(); p.query(''); await Promise.all([p.end()])`,
    ['Pool p: end(passed-on)'],
  ],
  [
    'a release that is returned',
    `const p = new Pool(); p.query(''); export const stop = () => p.end()`,
    ['Pool p: end(returned)'],
  ],
  [
    'a release by callback',
    `const s = net.createServer(); s.listen(0); s.close(() => {})`,
    ['Server s: close(callback)'],
  ],
  [
    'a release handed on',
    `const p = new Pool(); p.query(''); onTestFinished(p.end)`,
    ['Pool p: end(passed-on)'],
  ],
  [
    'a bound release handed on',
    `const s = net.createServer(); s.listen(0); after(promisify(s.close.bind(s)))`,
    ['Server s: close(passed-on)'],
  ],
  ['what is opened by nothing', `const s = net.createServer(); s.on('error', log)`, ['Server s: unopened']],
  [
    'an alias through a fluent call',
    `const s = net.createServer().listen(0); s.close()`,
    ['Server s: close(nothing)'],
  ],
  [
    'an alias through another name',
    `const a = new Pool(); const b = a; b.query(''); b.end()`,
    ['Pool a: end(nothing)'],
  ],
  ['an assignment inside a condition', `let p; if (!(p = new Pool())) {} p.query('')`, ['Pool p:']],
  ['`await using`', `await using p = new Pool(); p.query('')`, ['Pool p: -disposed']],
  ['an export', `export const p = new Pool(); p.query('')`, ['Pool p: -exported']],
  [
    'an export of CommonJS',
    `const p = new Pool(); p.query(''); module.exports = { p }`,
    ['Pool p: -exported'],
  ],
  ['a property of globalThis', `globalThis.p = new Pool()`, ['Pool ?: -global unopened']],
  ['a property of another object', `ctx.p = new Pool()`, ['Pool ?: -stored unopened']],
  ['a collection', `const all = []; all.push(new Pool())`, ['Pool ?: -collected unopened']],
  ['a map', `const all = new Map(); all.set('a', new Pool())`, ['Pool ?: -collected unopened']],
  ['an argument of unseen code', `register(new Pool())`, ['Pool ?: -passed unopened']],
  ['an option of unseen code', `new Store({ client: new Pool() })`, ['Pool ?: -passed unopened']],
  ['an argument of code that only looks', `const p = new Pool(); p.query(''); console.log(p)`, ['Pool p:']],
  [
    'a local function that only uses it',
    `const p = new Pool(); use(p); function use(db) { db.query('') }`,
    ['Pool p:'],
  ],
  [
    'a local function that closes it',
    `const p = new Pool(); p.query(''); await stop(p); async function stop(db) { await db.end() }`,
    ['Pool p: end(awaited)'],
  ],
  [
    'a local function that keeps it',
    `const p = new Pool(); p.query(''); keep(p); const all = []; function keep(db) { all.push(db) }`,
    ['Pool p: -passed'],
  ],
  [
    'a recursive local function',
    `const p = new Pool(); p.query(''); again(p, 3); function again(db, n) { if (n > 0) again(db, n - 1) }`,
    ['Pool p:'],
  ],
  [
    'a local factory',
    `function createDb() { return new Pool() } const db = createDb(); db.query('')`,
    ['Pool ?: -returned unopened', 'Pool db:'],
  ],
  [
    'an asynchronous local factory',
    `const open = async () => { const c = new Client(); await c.connect(); return c }; const c = await open(); await c.end()`,
    ['Client c: -returned', 'Client c: end(awaited)'],
  ],
  [
    'a local factory that closes by itself what it returns',
    `function serve() { const s = net.createServer().listen(0); after(() => s.close()); return s } const s = serve()`,
    ['Server s: close(returned) -returned'],
  ],
  [
    'a local factory that closes only where it fails',
    `async function open() { const c = new Client(); try { await c.connect(); return c } catch (error) { await c.end(); throw error } } const c = await open()`,
    ['Client c: end(awaited) -returned', 'Client c:'],
  ],
  [
    'a value that an executor returns to nobody',
    `const s = net.createServer(); await new Promise((resolve) => s.listen(0, resolve))`,
    ['Server s:'],
  ],
  [
    'a client of a pool',
    `const p = new Pool(); const c = await p.connect(); c.release(); p.end()`,
    ['Pool p: end(nothing)', 'PoolClient c: release(nothing)'],
  ],
  [
    'a client of a pool that a callback is given',
    `const p = new Pool(); p.connect((err, c, done) => { c.query('', () => done()) })`,
    ['Pool p:', 'PoolClient c: done(nothing)'],
  ],
  [
    'a client that a promise delivers',
    `const p = new Pool(); p.connect().then((c) => c.query('').then(() => c.release()))`,
    ['Pool p:', 'PoolClient c: release(returned)'],
  ],
  [
    'a field that a method closes',
    `class A { pool = new Pool(); get() { return this.pool.query('') } close() { return this.pool.end() } }`,
    ['Pool this.pool: end(returned)'],
  ],
  [
    'a field that is taken apart',
    `class A { constructor() { this.pool = new Pool() } async close() { const { pool } = this; await pool.end() } }`,
    ['Pool this.pool: end(awaited) unopened'],
  ],
  [
    'a private field through an alias of this',
    `class A { #pool = new Pool(); close() { const self = this; on(() => self.#pool.end()) } }`,
    ['Pool this.#pool: end(returned) unopened'],
  ],
  [
    'an interval and its own function',
    `const t = setInterval(f, 1); clearInterval(t)`,
    ['setInterval t: clearInterval(nothing)'],
  ],
  [
    'an interval that holds nobody back',
    `const t = setInterval(f, 1); t.unref()`,
    ['setInterval t: watched'],
  ],
  ['an interval that holds nobody back, at once', `setInterval(f, 1).unref()`, ['setInterval ?: watched']],
  ['a shadowed global', `const setInterval = () => {}; setInterval()`, []],
  [
    'a child process with an exit listener',
    `const c = spawn('a'); c.on('exit', f)`,
    ['ChildProcess c: watched'],
  ],
  [
    'a child process that is waited for',
    `const c = spawn('a'); await once(c, 'exit')`,
    ['ChildProcess c: watched'],
  ],
  [
    'a child process that is read to its end',
    `const c = spawn('a'); c.stdout.on('end', f)`,
    ['ChildProcess c: watched'],
  ],
  [
    'a stream that is waited for',
    `const s = fs.createWriteStream('a'); await finished(s)`,
    ['WriteStream s: watched'],
  ],
  [
    'a server whose event is waited for',
    `const s = net.createServer().listen(0); await once(s, 'listening')`,
    ['Server s:'],
  ],
  [
    'an argument of a class that extends an emitter',
    `import { EventEmitter } from 'node:events'; class Own extends EventEmitter {} const p = new Pool(); p.query(''); new Own(p)`,
    ['Pool p: -passed'],
  ],
  [
    'a server that supertest asks',
    `import request from 'supertest'; const s = net.createServer().listen(0); await request(s).get('/')`,
    ['Server s:'],
  ],
  ['require', `const { Pool: P } = require('pg'); const p = new P(); p.query('')`, ['Pool p:']],
  ['require, on the spot', `const p = new (require('pg').Pool)(); p.query('')`, ['Pool p:']],
  ['a dynamic import', `const { Pool: P } = await import('pg'); const p = new P(); p.query('')`, ['Pool p:']],
  ['a subclass', `class MyPool extends Pool {} const p = new MyPool(); p.query('')`, ['Pool p:']],
  ['a namespace', `import * as pg from 'pg'; const p = new pg.Pool(); p.query('')`, ['Pool p:']],
  ['a name that is defined by itself', `const a = a.b; new a()`, []],
]

test.each(cases)('follows %s', (_title, code, expected) => {
  expect(analyseCode(IMPORTS + code).acquisitions.map(describeTrail)).toEqual(expected)
})

test('follows a long chain of calls', () => {
  const chain = Array.from({ length: 100 }, () => `.on('a', f)`).join('')
  const [server] = analyseCode(`${IMPORTS}net.createServer()${chain}.listen(0)`).acquisitions
  expect(server?.isOpened).toBe(true)
})

function describeTrail(acquisition: Acquisition): string {
  const { resource, releases, transfers, isWatched, isOpened } = acquisition
  const parts = [
    ...releases.map(({ way, awaited }) => `${way.method ?? way.function ?? 'done'}(${awaited})`),
    ...transfers.map(({ how }) => `-${how}`),
    ...(isWatched ? ['watched'] : []),
    ...(isOpened ? [] : ['unopened']),
  ]
  return [`${resource.name} ${nameOfHolder(acquisition) ?? '?'}:`, ...parts].join(' ')
}
