import type { TSESTree } from '@typescript-eslint/utils'
import { nameOfProperty, unwrap } from '../expressions.ts'
import type { Node } from '../model.ts'
import { isProgressFlag } from './flags.ts'
import { isLongChain } from './left-spine.ts'
import type { Walk } from './walk.ts'

const OPEN = new Set(
  `active alive connected initialized isActive isAlive isConnected isInitialized isOpen isReady isRunning listening
   open opened pid ready running writable`.split(/\s+/),
)

const ENDED = new Set(
  `aborted closed closing destroyed disconnected disposed ended exitCode exited finished isClosed isDestroyed
   isDisposed isReleased killed released signalCode stopped terminated writableEnded writableFinished`.split(
    /\s+/,
  ),
)

/** What a property or method of the resource says while it is held (`server.listening`); null if nothing. */
export function livenessOf(walk: Walk, expression: Node): boolean | null {
  const node = unwrap(expression)
  if (node.type === 'CallExpression')
    return node.arguments.length === 0 && node.callee.type === 'MemberExpression'
      ? livenessOf(walk, node.callee)
      : null
  if (node.type !== 'MemberExpression' || !isHolder(walk, unwrap(node.object))) return null
  const name = nameOfProperty(node) ?? ''
  if (ENDED.has(name)) return false
  return OPEN.has(name) ? true : null
}

/** Whether an expression is a variable that holds the resource. */
export function isHolder(walk: Walk, node: Node): boolean {
  const variable = node.type === 'Identifier' ? walk.query.variableOf(node) : null
  return variable !== null && walk.holders.has(variable)
}

/**
 * Whether a test asks only about the resource, or about how far the code came with it. Then its author means the
 * branch that releases for the case that it is held, and the other one for the case that it is not.
 */
export function isAboutResource(walk: Walk, test: Node): boolean {
  const node = unwrap(test)
  if (isLongChain(node)) return false
  const handler = aboutness[node.type] as ((walk: Walk, node: Node) => boolean) | undefined
  return handler?.(walk, node) ?? false
}

type Aboutness = {
  readonly [T in Node['type']]?: (walk: Walk, node: Extract<Node, { type: T }>) => boolean
}

const aboutness: Aboutness = {
  Identifier: (walk, node) => isHolder(walk, node) || isProgress(walk, node),
  UnaryExpression: (walk, node) => isAboutResource(walk, node.argument),
  LogicalExpression: (walk, node) => isAboutResource(walk, node.left) && isAboutResource(walk, node.right),
  BinaryExpression: (walk, { left, right, operator }) =>
    /^(?:[!=]==?|[<>]=?)$/.test(operator) &&
    ((isAboutResource(walk, left) && !hasCall(right)) || (isAboutResource(walk, right) && !hasCall(left))),
  MemberExpression: (walk, node) => isAboutResource(walk, node.object),
  CallExpression: (walk, { callee }) =>
    callee.type === 'MemberExpression' &&
    /^(?:is|has)[A-Z]/.test(nameOfProperty(callee) ?? '') &&
    isAboutResource(walk, callee.object),
}

function isProgress(walk: Walk, node: TSESTree.Identifier): boolean {
  const variable = walk.query.variableOf(node)
  return variable !== null && isProgressFlag(variable, node)
}

function hasCall(expression: Node): boolean {
  const node = unwrap(expression)
  return node.type !== 'Literal' && node.type !== 'Identifier' && node.type !== 'MemberExpression'
}
