import type { TSESTree } from '@typescript-eslint/utils'
import { isFunction, nameOfCallee, unwrap } from '../expressions.ts'
import type { FunctionNode, Node } from '../model.ts'
import type { SourceFile } from '../source-file.ts'
import { createTestNames, type TestName } from './test-names.ts'
import { OWN_CLEAN_UPS, roleOfWords, type TestRole } from './words.ts'

/** A call of a test runner's function: `it('adds', () => {})`, `t.after(() => {})`, `test.extend({})`. */
export interface TestCall {
  readonly call: TSESTree.CallExpression
  readonly role: TestRole
  /** As the user wrote it, `test.each` for `test.each(table)`. */
  readonly name: string
  /** Its last word: `after` of `t.after`. */
  readonly word: string
  /** The callback whose parameter it is a method of. */
  readonly context: FunctionNode | null
}

/** A function that recognises calls of test runners; every call is looked at once. */
export function createTestCalls(
  file: SourceFile,
  isTestCallback: (callback: FunctionNode) => boolean,
): (call: TSESTree.CallExpression) => TestCall | null {
  const known = new Map<TSESTree.CallExpression, TestCall | null>()
  const nameOf = createTestNames(file, isTestCallback)
  return (call) => {
    const found = known.get(call)
    if (found !== undefined) return found
    known.set(call, null)
    const testCall = toTestCall(call, nameOf(call.callee))
    known.set(call, testCall)
    return testCall
  }
}

/** Whether a hook belongs to the one test, hook or fixture that it is called in: `t.after`, `onTestFinished`. */
export function isOwnCleanUp({ word, context }: TestCall): boolean {
  return OWN_CLEAN_UPS.has(word) && (context !== null || word.startsWith('on'))
}

function toTestCall(call: TSESTree.CallExpression, name: TestName | null): TestCall | null {
  if (name === null) return null
  // A parameter is no function itself: `t('x', …)` is a translation.
  if (name.context !== null && name.words.length === 0) return null
  const role = roleOfWords(name.words)
  if (role === null || (name.isGuess && !hasShapeOf(role, call))) return null
  const words = name.words.filter((word) => word !== '()')
  const written = nameOfCallee(call.callee) || words.join('.')
  return { call, role, name: written, word: words.at(-1) ?? 'test', context: name.context }
}

function hasShapeOf(role: TestRole, { arguments: [first, ...rest] }: TSESTree.CallExpression): boolean {
  if (role === 'extend' || first === undefined) return role === 'extend'
  const isTitled = role === 'test' || role === 'suite'
  if (isTitled) return isText(first) && rest.some(isFunctionLike)
  // lodash's `after(count, callback)` is no hook.
  return isFunctionLike(first) && !rest.some(isFunction)
}

function isText(node: Node): boolean {
  const { type } = node
  return (
    type === 'TemplateLiteral' ||
    type === 'BinaryExpression' ||
    (type === 'Literal' && typeof node.value === 'string')
  )
}

function isFunctionLike(argument: Node): boolean {
  const node = unwrap(argument)
  return isFunction(node) || node.type === 'Identifier' || node.type === 'CallExpression'
}
