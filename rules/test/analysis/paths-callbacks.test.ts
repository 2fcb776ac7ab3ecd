import { expect, test } from 'vitest'
import { exitsIn } from './exits-in.ts'

const cases: [title: string, code: string, exits: string[]][] = [
  [
    'accepts the error branch of the callback that delivers',
    'pool.open((err, c, done) => { if (err) return cb(err); c.work(); done() })',
    [],
  ],
  [
    'finds a path of that callback without done',
    'pool.open((err, c, done) => { if (err) return cb(err); if (c.bad()) return cb(1); done() })',
    ['return: return cb(1)'],
  ],
  [
    'finds a callback that never calls done',
    'pool.open((err, c, done) => { if (err) { cb(err) } else { c.work() } })',
    ['end'],
  ],
  [
    'accepts done in both branches',
    'pool.open((err, c, done) => { if (err) { done(err) } else { c.work(); done() } })',
    [],
  ],
  [
    'accepts an else branch that releases',
    'pool.open(function (error, c) { if (!error) { c.close() } })',
    [],
  ],
  [
    'accepts a comparison of the error with null',
    'pool.open((err, c) => { if (err != null) return cb(err); c.close() })',
    [],
  ],
  [
    'accepts a test of the type of the error',
    'pool.open((err, c) => { if (err instanceof Error) return cb(err); c.close() })',
    [],
  ],
  [
    'finds the error branch of a later step',
    'pool.open((err, c) => { const fault = c.work(); if (fault) return cb(fault); c.close() })',
    ['return: return cb(fault)'],
  ],
  [
    'counts a release in a nested callback where that is made',
    'pool.open((err, c, done) => { if (err) return cb(err); c.query("x", (e, r) => { done(); cb(e, r) }) })',
    [],
  ],
  [
    'finds what comes before the nested callback is made',
    'pool.open((err, c, done) => { if (err) return cb(err); if (stopped) return 1; c.query("x", () => done()) })',
    ['return: return 1'],
  ],
  [
    'takes an argument of another callback for what it is',
    'pool.open((c, e) => { if (e) return 1; c.close() })',
    ['return: return 1'],
  ],
]

test.each(cases)('%s', (_title, code, exits) => {
  expect(exitsIn(code)).toEqual(exits)
})
