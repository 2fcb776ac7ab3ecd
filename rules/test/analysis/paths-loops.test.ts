import { expect, test } from 'vitest'
import { exitsIn } from './exits-in.ts'

const cases: [title: string, code: string, exits: string[]][] = [
  [
    'finds a turn that begins before the last resource is released',
    'function f(xs) { for (const x of xs) { const c = open(x); c.work() } }',
    ['next-turn'],
  ],
  [
    'accepts a release in each turn',
    'function f(xs) { for (const x of xs) { const c = open(x); c.close() } }',
    [],
  ],
  [
    'finds a release that only the last turn reaches',
    'function f(xs) { let c; for (const x of xs) { c = open(x) } c.close() }',
    ['next-turn'],
  ],
  [
    'finds a continue that skips the release',
    'function f(xs) { for (const x of xs) { const c = open(x); if (x.bad) continue; c.close() } }',
    ['next-turn: continue'],
  ],
  [
    'accepts a continue before the acquisition',
    'function f(xs) { for (const x of xs) { if (x.bad) continue; const c = open(x); c.close() } }',
    [],
  ],
  [
    'finds a continue of an outer loop',
    'function f(xs) { a: for (const x of xs) { const c = open(x); for (const y of x) { if (y) continue a } c.close() } }',
    ['next-turn: continue a'],
  ],
  [
    'finds a break that skips the release',
    'function f(xs) { for (const x of xs) { const c = open(x); if (x.bad) break; c.close() } }',
    ['end'],
  ],
  [
    'accepts a break to the release behind the loop',
    'function f(xs) { let c; while (true) { c = open(); if (c.ok) break; c.close() } c.close() }',
    [],
  ],
  [
    'accepts a break out of an outer loop to the release',
    'function f(xs) { const c = open(); a: for (const x of xs) { for (const y of x) { if (y) break a } } c.close() }',
    [],
  ],
  [
    'finds a return from a loop',
    'function f(xs) { const c = open(); for (const x of xs) { if (x) return x } c.close() }',
    ['return: return x'],
  ],
  [
    'finds a release that a loop of no turns skips',
    'function f(xs) { const c = open(); for (const x of xs) c.close() }',
    ['end'],
  ],
  [
    'accepts a release in the one turn that do takes',
    'function f(x) { const c = open(); do { c.close() } while (x) }',
    [],
  ],
  [
    'accepts a retry until there is one',
    'async function f() { let c; while (!c) { try { c = await open() } catch { await sleep(1) } } c.close() }',
    [],
  ],
  [
    'accepts a retry that breaks',
    'async function f() { let c; for (let i = 0; i < 3; i++) { try { c = await open(); break } catch { await sleep(1) } } c.close() }',
    [],
  ],
  [
    'finds a retry that forgets the half-opened one',
    'async function f() { for (let i = 0; i < 3; i++) { const c = open(); try { await c.handshake(); return c } catch { log() } } }',
    ['next-turn'],
  ],
  [
    'accepts a retry that releases the half-opened one',
    'async function f() { for (let i = 0; i < 3; i++) { const c = open(); try { await c.handshake(); return c } catch { c.close() } } }',
    [],
  ],
  [
    'accepts a resource that the first turn opens for all',
    'function f(xs) { let c; for (const x of xs) { if (!c) c = open(); c.work(x) } c?.close() }',
    [],
  ],
  [
    'accepts a second name that keeps the last one',
    'function f(xs) { let alias; for (const x of xs) { const c = open(x); alias?.close(); alias = c } alias?.close() }',
    [],
  ],
  [
    'accepts an endless loop, which never ends',
    'async function f() { const c = open(); while (true) { c.work() } }',
    [],
  ],
  ['accepts for without a condition', 'function f() { const c = open(); for (;;) { c.work() } }', []],
  [
    'finds the break of an endless loop',
    'function f(x) { const c = open(); for (;;) { if (x) break } }',
    ['end'],
  ],
  [
    'accepts the resource as the condition of a loop',
    'function f() { let c; while ((c = open())) { c.close() } }',
    [],
  ],
  [
    'finds the loop of no turns whose update releases',
    'function f(x) { for (let c = open(); x; c.close()) { x = work(); if (!x) { c.close(); break } } }',
    ['end'],
  ],
  [
    'finds what a for statement opens and nothing releases',
    'function f(x) { for (let c = open(); x; x--) c.work() }',
    ['end'],
  ],
  [
    'accepts finally in each turn, whatever ends it',
    'async function f(xs) { for (const x of xs) { const c = await open(); try { if (x) continue; if (await work()) break; return 1 } finally { c.close() } } }',
    [],
  ],
  [
    'finds a throw in a later turn',
    'async function f(xs) { const c = open(); for (const x of xs) await work(x); c.close() }',
    ['throw: await work(x)'],
  ],
  [
    'finds the throw of a condition',
    'async function f() { const c = open(); while (await more()) c.work(); c.close() }',
    ['throw: await more()'],
  ],
  [
    'accepts do with a resource opened in each turn',
    'function f() { let x; do { const c = open(); x = c.work(); c.close() } while (x) }',
    [],
  ],
  [
    'finds do with a resource opened in each turn',
    'function f() { let x; do { const c = open(); x = c.work() } while (x) }',
    ['next-turn', 'end'],
  ],
  [
    'finds resources that no name holds',
    'function f(xs) { for (const x of xs) open(x).work() }',
    ['next-turn: open(x).work()'],
  ],
  ['finds for-in turns', 'function f(xs) { for (const x in xs) { const c = open(x) } }', ['next-turn']],
  [
    'leaves a switch in a loop its break',
    'function f(xs) { for (const x of xs) { const c = open(x); switch (x) { case 1: break; default: log() } c.close() } }',
    [],
  ],
]

test.each(cases)('%s', (_title, code, exits) => {
  expect(exitsIn(code)).toEqual(exits)
})
