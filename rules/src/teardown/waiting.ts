import type { TSESTree } from '@typescript-eslint/utils'
import { functionAround, isFunction, nameOfCallee } from '../analysis/expressions.ts'
import type { FunctionNode, Node } from '../analysis/model.ts'
import { whatTakes } from '../analysis/release-site.ts'
import type { SourceFile } from '../analysis/source-file.ts'

/** Calls that keep their callback for another time: whoever calls it back then is out of this teardown's hands. */
const REGISTRATIONS =
  /(^|\.)(on|once|addListener|addEventListener|prependListener|after(All|Each)?|onTestFinished|onCleanup|onCancel|defer|teardown|register|use|push|add)$/

/** Whether whoever runs `outer` also waits for what runs inside `inner`, a function somewhere in it. */
export function isWaitedFor(inner: FunctionNode | null, outer: FunctionNode, file: SourceFile): boolean {
  let current = inner
  while (current !== null && current !== outer) {
    const call = callThatTakes(current)
    // A named helper, a property: who calls it, and whether that is waited for, is not known.
    if (call === null || isExecutor(call) || REGISTRATIONS.test(nameOfCallee(call.callee))) return true
    if (mentionsOuterParameter(current, file)) return true
    if (/(^|\.)forEach$/.test(nameOfCallee(call.callee)) || whatTakes(call) === 'nothing') return false
    current = functionAround(call)
  }
  return true
}

/** The call that a function is an argument of, or that calls it on the spot. */
function callThatTakes(callback: FunctionNode): TSESTree.CallExpression | TSESTree.NewExpression | null {
  const { parent } = callback
  return parent.type === 'CallExpression' || parent.type === 'NewExpression' ? parent : null
}

function isExecutor(call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return call.type === 'NewExpression'
}

/** `done()`, `resolve()`, `callback(error)`, `process.exit()`: something outside learns of the end. */
function mentionsOuterParameter(callback: FunctionNode, { scopes }: SourceFile): boolean {
  const references = scopes.acquire(callback)?.through ?? []
  return references.some(({ identifier, resolved }) => {
    if (identifier.name === 'process') return true
    const isParameter = String(resolved?.defs[0]?.type) === 'Parameter'
    return isParameter && identifier.parent.type === 'CallExpression'
  })
}

/** Whether the callback that is told of the end tells it on: a parameter of an outer function, or a function that does. */
export function tellsOfTheEnd(call: TSESTree.CallExpression, file: SourceFile): boolean {
  const callback = call.arguments.at(-1)
  if (callback === undefined) return false
  return isFunction(callback) ? mentionsOuterParameter(callback, file) || emits(callback) : true
}

/** `() => this.emit('closed')`, `() => emitClose(this)`: somebody may listen. */
function emits(callback: FunctionNode): boolean {
  const { body } = callback
  const statements: readonly Node[] = body.type === 'BlockStatement' ? body.body : [body]
  return statements.some((statement) => {
    const expression = statement.type === 'ExpressionStatement' ? statement.expression : statement
    return (
      expression.type === 'CallExpression' &&
      /(^|\.)(emit([A-Z]\w*)?|dispatchEvent|exit)$/.test(nameOfCallee(expression.callee))
    )
  })
}
