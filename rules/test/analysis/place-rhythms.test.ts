import { expect, test } from 'vitest'
import { analyseCode } from './analyse-code.ts'
import { hereIn, placeHere, wholePlaceHere } from './place-here.ts'

type Row = readonly [code: string, expected: string, filename?: string]

const functions: readonly Row[] = [
  [`HERE()`, 'once'],
  [`const pool = HERE(); export { pool }`, 'once'],
  [`async function main() { HERE() } main()`, 'once'],
  [`const main = async () => { await HERE() }; main().catch(fail)`, 'once'],
  [`function boot() { start() } function start() { HERE() } boot()`, 'once'],
  [`(async () => { HERE() })()`, 'once'],
  [`(function () { HERE() }).call(null)`, 'once'],
  [`connect().then(() => { HERE() })`, 'once'],
  [`new Promise((resolve) => { HERE() })`, 'once'],
  [`process.nextTick(() => { HERE() }); queueMicrotask(f)`, 'once'],
  [`process.on('SIGTERM', () => { HERE() })`, 'once'],
  [`import { once } from 'lodash'; export const get = once(() => HERE())`, 'once'],
  [`import { lazy } from './lazy'; export const get = lazy(() => HERE())`, 'once'],
  [`import { cache } from 'react'; export const get = cache(() => HERE())`, 'once'],
  [`export function make() { HERE() }`, 'call: `make`'],
  [`export const make = () => HERE()`, 'call: `make`'],
  [`function make() { HERE() } module.exports = make`, 'call: `make`'],
  [`function make() { HERE() } register(make)`, 'call: `make`'],
  [`function make() { HERE() }`, 'call: `make`'],
  [`export function main() { HERE() } main()`, 'call: `main`'],
  [`function a() { HERE(); b() } function b() { a() } a()`, 'once'],
  [`function a() { HERE(); b() } export function b() { a() }`, 'call: `b`'],
  [`function a() { return HERE() } export const b = () => a(); setInterval(a, 1)`, 'tick: `setInterval`'],
]

const classes: readonly Row[] = [
  [`export class A { constructor() { HERE() } }`, 'instance: the class `A`'],
  [`export class A { pool = HERE() }`, 'instance: the class `A`'],
  [`export class A { #pool = HERE() }`, 'instance: the class `A`'],
  [`export class A { static pool = HERE() }`, 'once'],
  [`export class A { static { HERE() } }`, 'once'],
  [`class A { pool = HERE() } export const a = new A()`, 'once'],
  [`class A { pool = HERE() } app.get('/x', () => new A())`, 'request: a route handler'],
  [
    `class A { constructor() { this.init() } private init() { HERE() } } export { A }`,
    'instance: the class `A`',
  ],
  [`export class A { load() { HERE() } }`, 'call: `load`'],
  [
    `class A { load() { HERE() } } const a = new A(); app.get('/x', () => a.load())`,
    'request: a route handler',
  ],
  [`export class A { static load() { HERE() } } setInterval(() => A.load(), 1)`, 'tick: `setInterval`'],
  [`export class A { handle = async () => { HERE() } }`, 'call: `handle`'],
  [`export class A { constructor(e) { e.on('x', () => { HERE() }) } }`, 'call: a function'],
  [`class B extends A { pool = HERE() } register(B)`, 'instance: the class `B`'],
]

const loops: readonly Row[] = [
  [`for (const a of list) { HERE() }`, 'loop: a loop'],
  [`for (let i = 0; i < 3; i++) HERE()`, 'loop: a loop'],
  [`for (let i = HERE(); i < 3; i++) f()`, 'once'],
  [`for (const row of HERE()) f(row)`, 'once'],
  [`for (const key in object) { HERE() }`, 'loop: a loop'],
  [`while (HERE()) f()`, 'loop: a loop'],
  [`do { HERE() } while (more())`, 'loop: a loop'],
  [`while (true) { const c = HERE(); await wait(); c.end() }`, 'loop: a loop'],
  [`for (;;) { const c = HERE(); use(c); break }`, 'once'],
  [`for (;;) { try { const c = HERE(); c.connect(); break } catch {} }`, 'once'],
  [`for (;;) { const c = HERE(); switch (c.a) { case 1: break } }`, 'loop: a loop'],
  [`for (;;) { switch (a) { case 1: HERE(); break } }`, 'loop: a loop'],
  [`for (const a of as) { for (;;) { HERE(); break } }`, 'loop: a loop'],
  [`for (;;) { const c = HERE(); if (c.ok) break }`, 'loop: a loop'],
  [`export function f() { for (let i = 0; i < 3; i++) { try { return HERE() } catch {} } }`, 'call: `f`'],
  [`export function f() { for (;;) { if (a) { const c = HERE(); return c } } }`, 'call: `f`'],
  [`export function f() { for (const a of b) { for (;;) { return HERE() } } }`, 'call: `f`'],
  [`urls.map((url) => HERE(url))`, 'loop: a loop'],
  [`urls.forEach(load); function load() { HERE() }`, 'loop: a loop'],
  [`await Promise.all(urls.map(async (url) => { HERE() }))`, 'loop: a loop'],
  [`await Promise.all([HERE(), f()])`, 'once'],
  [`Array.from({ length: 3 }, () => HERE())`, 'loop: a loop'],
  [`import pMap from 'p-map'; await pMap(urls, async () => { HERE() })`, 'loop: a loop'],
  [`import async from 'async'; async.eachLimit(urls, 3, (url, done) => { HERE() })`, 'loop: a loop'],
  [`import _ from 'lodash'; _.times(3, () => { HERE() })`, 'loop: a loop'],
  [`for (const path of paths) app.get('/x', () => { HERE() })`, 'request: a route handler'],
  [`function f() { HERE() } for (const a of list) f(a)`, 'loop: a loop'],
]

const guarded: readonly Row[] = [
  [`let pool; export function get() { if (!pool) pool = HERE(); return pool }`, 'once'],
  [
    `let pool; export function get() { if (!pool) { pool = HERE(); pool.on('error', f) } return pool }`,
    'once',
  ],
  [`let pool; export function get() { if (pool) return pool; pool = HERE(); return pool }`, 'once'],
  [`let pool = null; export const get = () => (pool ??= HERE())`, 'once'],
  [`let pool; export const get = () => pool || (pool = HERE())`, 'once'],
  [`let pool; export const get = () => pool ? pool : (pool = HERE())`, 'once'],
  [`let pool; export async function get() { if (pool === undefined) pool = await HERE() }`, 'once'],
  [
    `let pool; export async function get() { if (pool == null) { const p = HERE(); await p.x(); pool = p } }`,
    'once',
  ],
  [
    `const cache = new Map(); export function get(k) { if (!cache.has(k)) cache.set(k, HERE()); return cache.get(k) }`,
    'once',
  ],
  [
    `const cache = new Map(); export function get(k) { if (cache.has(k)) return cache.get(k); const c = HERE(); cache.set(k, c); return c }`,
    'once',
  ],
  [
    `const cache = new Map(); export function get(k) { let c = cache.get(k); if (!c) { c = HERE(); cache.set(k, c) } return c }`,
    'once',
  ],
  [
    `const cache = {}; export function get(k) { if (!(k in cache)) cache[k] = HERE(); return cache[k] }`,
    'once',
  ],
  [`const cache = {}; export function get(k) { return cache[k] ?? (cache[k] = HERE()) }`, 'once'],
  [`export function get() { globalThis.db ||= HERE(); return globalThis.db }`, 'once'],
  [`export function get() { const db = globalThis.db ?? HERE(); globalThis.db = db; return db }`, 'once'],
  [`export function get() { if (!('db' in globalThis)) globalThis.db = HERE() }`, 'once'],
  [`let started = false; export function start() { if (started) return; started = true; HERE() }`, 'once'],
  [
    `export class A { get() { if (!this.pool) this.pool = HERE(); return this.pool } }`,
    'instance: the class `A`',
  ],
  [
    `class A { static get() { if (!A.i) A.i = new A(); return A.i } private constructor() { HERE() } } export { A }`,
    'once',
  ],
  [`let pool; function make() { return HERE() } export const get = () => (pool ??= make())`, 'once'],
  [`export function run() { let c; for (const a of list) { if (!c) c = HERE(); c.use(a) } }`, 'call: `run`'],
  [`app.get('/x', () => { if (!pool) pool = HERE() })`, 'once'],
]

const unguarded: readonly Row[] = [
  [`export function get() { globalThis.db = HERE(); return globalThis.db }`, 'call: `get`'],
  [`export function get() { const db = HERE(); if (dev) globalThis.db = db; return db }`, 'call: `get`'],
  [`let pool; export function get() { if (pool) { pool = HERE() } }`, 'call: `get`'],
  [`let pool; export function get() { if (!ready) pool = HERE() }`, 'call: `get`'],
  [`export function get() { let pool; if (!pool) pool = HERE(); return pool }`, 'call: `get`'],
  [`export function get(req) { if (!req.pool) req.pool = HERE() }`, 'call: `get`'],
  [`let open; export function get() { if (open) return; HERE(); open = false }`, 'call: `get`'],
]

for (const [code, expected, filename] of [...functions, ...classes, ...loops, ...guarded, ...unguarded]) {
  test(`of ${code} it says: ${expected}`, () => {
    expect(placeHere(code, filename)).toBe(expected)
  })
}

for (const [code] of guarded) {
  test(`knows the guard of ${code}`, () => {
    const analysis = analyseCode(code)
    const isGuardOfCaller = code.includes('make()') || code.includes('constructor')
    expect(analysis.places.isGuarded(hereIn(analysis))).toBe(!isGuardOfCaller)
  })
}

for (const [code] of unguarded) {
  test(`sees no guard in ${code}`, () => {
    const analysis = analyseCode(code)
    expect(analysis.places.isGuarded(hereIn(analysis))).toBe(false)
  })
}

test('tells the innermost function and the node that makes the place run again', () => {
  const place = wholePlaceHere(`for (const a of b) { (() => { HERE() })() }`)
  expect(place.function?.type).toBe('ArrowFunctionExpression')
  expect(place.by?.type).toBe('ForOfStatement')
})

test('answers for long chains and circles of functions', () => {
  const count = 3000
  const chain = Array.from({ length: count }, (_, index) => `function f${index}() { f${index + 1}() }`).join(
    '\n',
  )
  expect(placeHere(`${chain}\nfunction f${count}() { HERE() }\nf0()`)).toBe(`call: \`f${count}\``)
  const circle = Array.from(
    { length: 50 },
    (_, index) => `function f${index}() { ${index === 0 ? 'HERE();' : ''} f${(index + 1) % 50}() }`,
  )
  expect(placeHere(`${circle.join('\n')}\nf7()`)).toBe('once')
})
