import type { TSESTree } from '@typescript-eslint/utils'
import { isFunction } from './expressions.ts'
import { fileRole } from './file-role.ts'
import type { FunctionNode, Node, TestPlace } from './model.ts'
import type { SourceFile } from './source-file.ts'
import { createCallbacks } from './tests/callbacks.ts'
import { createHooks } from './tests/hooks.ts'
import { createTestCalls, type TestCall } from './tests/test-calls.ts'
import { usesTestRunner } from './tests/test-file.ts'

/** What the rules ask about the tests of one file. */
export interface Tests {
  /** By its path, by what it imports, or by the global functions that it calls. */
  readonly isTestFile: boolean
  /** The innermost test, hook or fixture that holds a node; null outside of all. */
  testPlaceOf(node: Node): TestPlace | null
  /** The test, hook or fixture whose callback a function is. */
  testOfFunction(callback: FunctionNode): TestPlace | null
  /** What a call of a test runner does; null for other calls. */
  testCallOf(call: TSESTree.CallExpression): TestCall | null
  /** The hooks, of before, after and around, that stand right in a suite, or in no suite at all: `null`. */
  hooksFor(suite: TSESTree.CallExpression | null): readonly TestPlace[]
  /** The teardowns that run after a place whatever becomes of it: its own, those of its suite and of all around it. */
  afterHooksVisibleFrom(place: TestPlace): readonly TestPlace[]
}

/** The tests of one file; nothing is looked at before it is asked for. */
export function createTests(file: SourceFile): Tests {
  const testCallOf = createTestCalls(file, (callback) => testOfFunction(callback) !== null)
  const testOfFunction = createCallbacks(file, testCallOf)
  const { hooksFor, afterHooksVisibleFrom } = createHooks(file, testCallOf, testOfFunction)
  let isTestFile: boolean | undefined
  return {
    get isTestFile() {
      return (isTestFile ??= fileRole(file) === 'test' || usesTestRunner(file))
    },
    testPlaceOf,
    testOfFunction,
    testCallOf,
    hooksFor,
    afterHooksVisibleFrom,
  }

  function testPlaceOf(node: Node): TestPlace | null {
    for (let outer = node.parent; outer; outer = outer.parent) {
      const place = isFunction(outer) ? testOfFunction(outer) : null
      if (place !== null) return place
    }
    return null
  }
}
