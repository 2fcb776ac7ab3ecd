import type { Acquisition } from '@watertight/probe/ledger'
import type { Facts } from '@watertight/findings'
import { placeOf } from '../../src/worker/hold/hold.ts'
import type { Hold } from '../../src/worker/hold/hold.ts'
import { Scope } from '../../src/worker/scope.ts'
import { ROOT } from '../records.ts'

/** The scope of a file, and what makes the scopes of its suites and tests. */
export function fileScope() {
  const file = scopeOf('file', null, '')
  const suite = (title: string, parent: Scope = file) => scopeOf('suite', parent, title)
  const test = (title: string, parent: Scope = file) => scopeOf('test', parent, title)
  return { file, suite, test }
}

/** An error whose stack is a line of the user, reached through these libraries. */
export function errorAt(line: number, ...libraries: readonly string[]): Error {
  const error = new Error()
  const frames = [
    'node:net:1:1',
    ...libraries.map((name) => `${ROOT}/node_modules/${name}/index.js:1:1`),
    `${ROOT}/test/api.test.ts:${line}:5`,
  ]
  error.stack = `Error\n${frames.map((frame) => `    at open (${frame})`).join('\n')}`
  return error
}

/** An acquisition of an async type at line 12, unless something else is given. */
export function acquisitionOf(
  scope: Scope,
  type: string,
  given: Partial<Acquisition<Scope>> = {},
): Acquisition<Scope> {
  return {
    source: { by: 'async-hooks', type },
    scope,
    stack: errorAt(12),
    call: null,
    parent: null,
    generation: 0,
    atMs: 0,
    releasedAtMs: null,
    judged: false,
    ref: null,
    strong: {},
    ...given,
  }
}

/** What a scope holds, acquired by this error's line. */
export function holdOf(scope: Scope, facts: Facts, error: Error | null = errorAt(12)): Hold {
  return { scope, facts, ...placeOf(error, null), evidence: [] }
}

function scopeOf(kind: 'file' | 'suite' | 'test', parent: Scope | null, title: string): Scope {
  const scope = new Scope(kind, parent)
  scope.title = title
  scope.file = `${ROOT}/test/api.test.ts`
  scope.id = title === '' ? 'file' : `${parent?.id ?? ''}_${title}`
  return scope
}
