import type { TSESTree } from '@typescript-eslint/utils'
import type { Release } from '../resources/resource.ts'
import { isFunction, isWrapper, nameOfProperty } from './expressions.ts'
import type { Node, ReleaseSite } from './model.ts'

/** A call that releases what it is given as its first argument. */
export function releaseByArgument(call: TSESTree.CallExpression, way: Release): ReleaseSite {
  return call.arguments.length > 1 ? releaseSite(call, way) : { node: call, way, awaited: whatTakes(call) }
}

/** A call of a function that releases by itself: what waits is whatever waits for the function. */
export function releaseInside(call: TSESTree.CallExpression, way: Release): ReleaseSite {
  return { node: call, way, awaited: whatTakes(call) }
}

/** A release and what waits for it to be over. */
export function releaseSite(node: Node, way: Release): ReleaseSite {
  return { node, way, awaited: whatAwaits(node, way) }
}

function whatAwaits(node: Node, way: Release): ReleaseSite['awaited'] {
  if (node.type !== 'CallExpression') return 'passed-on'
  const takesCallback = way.settles === 'callback' || way.settles === 'either'
  if (takesCallback && hasCallback(node)) return 'callback'
  return whatTakes(node)
}

function hasCallback(call: TSESTree.CallExpression): boolean {
  const last = call.arguments.at(-1)
  return (
    last !== undefined && (isFunction(last) || last.type === 'Identifier' || last.type === 'MemberExpression')
  )
}

/** What becomes of the promise that an expression gives. */
export function whatTakes(expression: Node): ReleaseSite['awaited'] {
  let node = expression
  for (let parent = node.parent; parent; parent = node.parent) {
    if (parent.type === 'AwaitExpression') return 'awaited'
    if (parent.type === 'ReturnStatement' || isBodyOf(node, parent)) return 'returned'
    const next = isWrapper(parent) || isPassedThrough(node, parent) ? parent : promiseMethodCall(node, parent)
    if (next === null) return isDropped(node, parent) ? 'nothing' : 'passed-on'
    node = next
  }
  return 'nothing'
}

function isBodyOf(node: Node, parent: Node): boolean {
  return parent.type === 'ArrowFunctionExpression' && parent.body === node
}

/** `promise.catch(…)` is the promise again. */
function promiseMethodCall(node: Node, parent: Node): Node | null {
  const isMethod =
    parent.type === 'MemberExpression' &&
    parent.object === node &&
    /^(then|catch|finally)$/.test(nameOfProperty(parent) ?? '')
  return isMethod && parent.parent.type === 'CallExpression' && parent.parent.callee === parent
    ? parent.parent
    : null
}

/** Whether the value of a larger expression is this one's: the right side of `&&`, a branch of `?:`. */
function isPassedThrough(node: Node, parent: Node): boolean {
  return (
    (parent.type === 'LogicalExpression' && parent.right === node) ||
    (parent.type === 'ConditionalExpression' && parent.test !== node) ||
    (parent.type === 'SequenceExpression' && parent.expressions.at(-1) === node)
  )
}

/** Whether a value ends here, seen by nobody. */
function isDropped(node: Node, parent: Node): boolean {
  return (
    parent.type === 'ExpressionStatement' ||
    (parent.type === 'UnaryExpression' && parent.operator === 'void') ||
    (parent.type === 'SequenceExpression' && parent.expressions.at(-1) !== node)
  )
}
