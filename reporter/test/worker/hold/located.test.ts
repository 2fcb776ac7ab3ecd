import { describe, expect, test } from 'vitest'
import { Located } from '../../../src/worker/hold/located.ts'
import { ROOT } from '../../records.ts'
import { acquisitionOf, fileScope } from '../made.ts'

const USER = `${ROOT}/test/api.test.ts`
const VITEST = `${ROOT}/node_modules/vitest/dist/worker.js`

describe('a listener on the process', () => {
  test.each<[string, boolean, string[]]>([
    ['of Node’s own test runner', true, ['node:events', 'node:internal/test_runner/harness', USER]],
    [
      'the same, told through Vitest',
      true,
      [VITEST, 'node:events', 'node:internal/test_runner/harness', USER],
    ],
    ['of the user', false, ['node:events', USER]],
    ['of a function that Node binds for the user', false, ['node:events', 'node:async_hooks', USER]],
  ])('%s: added by Node %s', (_, isNodes, files) => {
    expect(locatedAt(files).isAddedByNode).toBe(isNodes)
  })
})

describe('a worker', () => {
  const begun = ['node:internal/async_hooks', 'node:internal/worker']

  test.each<[string, boolean, string[]]>([
    ['for the hooks of modules', true, ['node:internal/modules/esm/hooks', USER]],
    ['of a module that Node loads', false, [`${ROOT}/pool.cjs`, 'node:internal/modules/cjs/loader', USER]],
    ['of the user', false, [USER]],
  ])('%s: started by Node %s', (_, isNodes, files) => {
    expect(locatedAt([...begun, ...files]).isStartedByNode).toBe(isNodes)
  })
})

/** What was acquired with these files on the stack, innermost first. */
function locatedAt(files: readonly string[]): Located {
  const frames = files.map((file, index) => `    at call (${file}:${index + 1}:1)`)
  const stack = { stack: ['Error', ...frames].join('\n') }
  return new Located(acquisitionOf(fileScope().test('a'), 'WORKER', { stack }))
}
