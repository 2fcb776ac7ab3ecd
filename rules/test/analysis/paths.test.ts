import { expect, test } from 'vitest'
import { exitsIn } from './exits-in.ts'

const cases: [title: string, code: string, exits: string[]][] = [
  ['finds the end of a function that never releases', 'function f() { const c = open(); c.work() }', ['end']],
  ['accepts a release at the end', 'function f() { const c = open(); c.work(); c.close() }', []],
  [
    'finds an early return',
    'function f(x) { const c = open(); if (x) return 1; c.close() }',
    ['return: return 1'],
  ],
  [
    'accepts an early return that releases',
    'function f(x) { const c = open(); if (x) { c.close(); return 1 } c.close() }',
    [],
  ],
  [
    'accepts a return before the acquisition',
    'function f(x) { if (x) return 1; const c = open(); c.close() }',
    [],
  ],
  ['finds a branch that skips the release', 'function f(x) { const c = open(); if (x) c.close() }', ['end']],
  [
    'accepts two branches that release',
    'function f(x) { const c = open(); if (x) c.close(); else c.close() }',
    [],
  ],
  [
    'finds the one branch of an else-if chain that forgets',
    'function f(x) { const c = open(); if (x === 1) c.close(); else if (x === 2) return 2; else c.close() }',
    ['return: return 2'],
  ],
  [
    'accepts a chain without a gap',
    'function f(x) { const c = open(); if (x === 1) c.close(); else if (x === 2) c.close(); else c.close() }',
    [],
  ],
  [
    'finds a release in one half of a conditional expression',
    'function f(x) { const c = open(); x ? c.close() : log() }',
    ['end'],
  ],
  ['accepts both halves', 'function f(x) { const c = open(); x ? c.close() : close(c) }', []],
  ['finds a release behind &&', 'function f(x) { const c = open(); x && c.close() }', ['end']],
  ['finds a release behind ??', 'function f(x) { const c = open(); x ?? c.close() }', ['end']],
  ['finds a release behind &&=', 'function f(x) { const c = open(); x &&= c.close() }', ['end']],
  ['accepts a release before &&', 'function f(x) { const c = open(); c.close() && x }', []],
  [
    'finds a release behind the optional call of something else',
    'function f(x) { const c = open(); x?.then(c.close()) }',
    ['end'],
  ],
  ['accepts an optional call of the resource itself', 'function f() { const c = open(); c?.close() }', []],
  ['accepts a test of the resource itself', 'function f() { const c = open(); if (c) c.close() }', []],
  ['accepts the resource in front of &&', 'function f() { const c = open(); c && c.close() }', []],
  [
    'accepts a return where nothing was acquired',
    'function f() { const c = open(); if (!c) return null; c.close() }',
    [],
  ],
  [
    'accepts a comparison of the resource with null',
    'function f() { const c = open(); if (c === null) return; c.close() }',
    [],
  ],
  [
    'accepts a comparison with undefined by typeof',
    "function f() { const c = open(); if (typeof c !== 'undefined') c.close() }",
    [],
  ],
  [
    'accepts a question whether the resource is still open',
    'function f() { const c = open(); if (c.listening) c.close() }',
    [],
  ],
  [
    'accepts a question by method whether it is still open',
    'function f() { const c = open(); if (!c.isOpen()) return; c.close() }',
    [],
  ],
  [
    'accepts a return once a process has exited',
    'function f() { const c = open(); if (c.exitCode !== null) return; c.close() }',
    [],
  ],
  [
    'accepts a return when the resource says closed',
    'function f() { const c = open(); if (c.closed === true) return; c.close() }',
    [],
  ],
  [
    'accepts a comparison of its state with a constant',
    'function f() { const c = open(); if (c.readyState !== Socket.OPEN) return; c.close() }',
    [],
  ],
  [
    'finds a question about what the resource returned',
    'async function f() { const c = open(); if (c.rows(1)) return 1; c.close() }',
    ['return: return 1'],
  ],
  ['accepts the resource as the result', 'function f() { const c = open(); c.work(); return c }', []],
  [
    'finds the result of a use that is not the resource',
    'function f() { const c = open(); return c.work() }',
    ['return: return c.work()'],
  ],
  [
    'finds the arrow function that returns what it made of it',
    'const f = (c = 0) => work(open())',
    ['return: work(open())'],
  ],
  ['accepts a release inside the acquiring statement', 'function f() { keep(open()) }', []],
  ['accepts what the language disposes', 'function f() { using c = open(); work(c) }', []],
  [
    'finds a switch whose default forgets',
    'function f(x) { const c = open(); switch (x) { case 1: c.close(); break; default: log() } }',
    ['end'],
  ],
  [
    'finds a switch without default',
    'function f(x) { const c = open(); switch (x) { case 1: c.close(); break } }',
    ['end'],
  ],
  [
    'accepts a switch that releases in all cases',
    'function f(x) { const c = open(); switch (x) { case 1: c.close(); break; default: c.close() } }',
    [],
  ],
  [
    'accepts cases that fall through to a release',
    'function f(x) { const c = open(); switch (x) { case 1: log(); case 2: default: c.close() } }',
    [],
  ],
  [
    'finds the return in the middle of a switch',
    'function f(x) { const c = open(); switch (x) { case 1: return 1; default: c.close() } }',
    ['return: return 1'],
  ],
  [
    'finds a break out of a labelled block',
    'function f(x) { const c = open(); a: { if (x) break a; c.close() } }',
    ['end'],
  ],
  [
    'accepts a labelled block that goes on to the release',
    'function f(x) { const c = open(); a: { if (x) break a; log() } c.close() }',
    [],
  ],
  [
    'accepts the end of the process',
    'function f(x) { const c = open(); if (x) process.exit(1); c.close() }',
    [],
  ],
  [
    'finds the overwriting of its only name',
    'function f() { let c = open(); c = null }',
    ['overwrite: c = null'],
  ],
  ['accepts overwriting after the release', 'function f() { let c = open(); c.close(); c = null }', []],
  [
    'accepts overwriting where a second name holds it',
    'function f() { let c = open(); const alias = c; c = null; alias.close() }',
    [],
  ],
  [
    'accepts a name that goes on with what the resource returned',
    'function f() { let c = open(); c = c.unref(); c.close() }',
    [],
  ],
  ['finds the end of a module', 'const c = open(); c.work()', ['end']],
  ['accepts a release at the end of a module', 'const c = open(); c.close()', []],
  ['finds an exported value that is not the resource', 'export const c = open()', ['end']],

  [
    'accepts a flag set beside the release',
    'function f(x) { const c = open(); let isDone = false; if (x) { c.close(); isDone = true } if (!isDone) c.close() }',
    [],
  ],
  [
    'accepts a return under a flag set beside the release',
    'function f(x) { const c = open(); let isDone = false; if (x) { c.close(); isDone = true } if (isDone) return; c.close() }',
    [],
  ],
  [
    'accepts a flag set beside the acquisition',
    'function f(x) { let c; let isOpen = false; if (x) { c = open(); isOpen = true } if (isOpen) c.close() }',
    [],
  ],
  [
    'accepts a flag with a word in it',
    "function f(x) { let c; let state = 'idle'; if (x) { c = open(); state = 'open' } if (state === 'open') c.close() }",
    [],
  ],
  [
    'finds a flag that is set elsewhere',
    'function f(x) { const c = open(); let isBad = false; if (x) isBad = true; if (isBad) return 1; c.close() }',
    ['return: return 1'],
  ],
  [
    'accepts the condition under which it was acquired',
    'function f(own, given) { const c = own ? open() : given; if (own) c.close() }',
    [],
  ],
  [
    'accepts an option under which it was acquired',
    'function f(options) { const c = options.client || open(); if (!options.client) c.close() }',
    [],
  ],
  [
    'finds another condition than that of the acquisition',
    'function f(own, x) { const c = own ? open() : null; if (x) c.close() }',
    ['end'],
  ],
  [
    'accepts the same condition as that of an if around the acquisition',
    "function f(mode) { let c; if (mode === 'own') { c = open() } work(); if (mode === 'own') { c.close() } }",
    [],
  ],
  [
    'accepts the two halves of one condition apart',
    'function f(x) { const c = open(); if (x) c.close(); log(); if (!x) c.close() }',
    [],
  ],
  [
    'finds a condition that may change in between',
    'function f(x) { const c = open(); if (x) c.close(); x = work(); if (!x) c.close() }',
    ['end'],
  ],

  [
    'accepts a release registered after the acquisition',
    'function f() { const c = open(); onTestFinished(() => c.close()); return 1 }',
    [],
  ],
  [
    'accepts the release method handed on',
    'function f() { const c = open(); onTestFinished(c.close); return 1 }',
    [],
  ],
  [
    'accepts a release registered before the acquisition',
    'function f() { let c; after(() => c?.close()); c = open(); return 1 }',
    [],
  ],
  [
    'finds a return before the release is registered',
    'function f(x) { const c = open(); if (x) return 1; t.after(() => c.close()) }',
    ['return: return 1'],
  ],
  [
    'accepts a local function that releases and is called',
    'function f() { const c = open(); stop(); function stop() { c.close() } }',
    [],
  ],
  [
    'finds a return before that function is called',
    'function f(x) { const c = open(); const stop = () => c.close(); if (x) return 1; stop() }',
    ['return: return 1'],
  ],
  [
    'finds a local function that releases and is never called',
    'function f() { const c = open(); function stop() { c.close() } }',
    ['end'],
  ],
  [
    'accepts a local function that is handed out',
    'function f() { const c = open(); const stop = () => c.close(); return { stop } }',
    [],
  ],
  [
    'accepts a method of an object that is handed out',
    'function f() { const c = open(); return { stop() { c.close() } } }',
    [],
  ],
  [
    'accepts a class that releases',
    'function f() { const c = open(); return class { stop() { c.close() } } }',
    [],
  ],
  [
    'accepts a release in another function of the module',
    'let c; function f() { c = open() } function g() { c.close() }',
    [],
  ],
]

test.each(cases)('%s', (_title, code, exits) => {
  expect(exitsIn(code)).toEqual(exits)
})
