import type { TSESTree } from '@typescript-eslint/utils'
import { nameOfProperty, unwrap } from '../expressions.ts'
import type { Node } from '../model.ts'
import { isErrorOfAcquisition } from './acquisition-error.ts'
import { recall } from './facts.ts'
import { flagValue, NOT_A_FLAG } from './flags.ts'
import { isLongChain } from './left-spine.ts'
import { isHolder, livenessOf } from './liveness.ts'
import type { Walk } from './walk.ts'

/** What a test comes out as while the resource is held; null if it may be either. */
export function truthOf(walk: Walk, test: Node): boolean | null {
  const node = unwrap(test)
  if (isHolder(walk, node)) return true
  if (isLongChain(node)) return null
  const handler = handlers[node.type] as ((walk: Walk, node: Node) => boolean | null) | undefined
  return handler?.(walk, node) ?? livenessOf(walk, node) ?? recall(walk, node) ?? truthOfValue(walk, node)
}

type Handlers = {
  readonly [T in Node['type']]?: (walk: Walk, node: Extract<Node, { type: T }>) => boolean | null
}

const handlers: Handlers = {
  UnaryExpression: (walk, node) => (node.operator === '!' ? not(truthOf(walk, node.argument)) : null),
  LogicalExpression: truthOfLogical,
  BinaryExpression: truthOfComparison,
  AssignmentExpression: (walk, { operator, left, right }) =>
    operator === '=' ? ((isHolder(walk, left) || null) ?? truthOf(walk, right)) : null,
  SequenceExpression: (walk, { expressions }) => truthOf(walk, expressions.at(-1) as Node),
  CallExpression: truthOfCall,
}

function not(truth: boolean | null): boolean | null {
  return truth === null ? null : !truth
}

function truthOfLogical(walk: Walk, node: TSESTree.LogicalExpression): boolean | null {
  const left = truthOf(walk, node.left)
  if (node.operator === '??') return left === true ? true : null
  const decides = node.operator === '||'
  if (left === decides) return decides
  const right = truthOf(walk, node.right)
  if (right === decides) return decides
  return left === null ? null : right
}

function truthOfCall(walk: Walk, { callee, arguments: [argument] }: TSESTree.CallExpression): boolean | null {
  const isConversion = callee.type === 'Identifier' && callee.name === 'Boolean'
  return isConversion && argument !== undefined ? truthOf(walk, argument) : null
}

function truthOfComparison(walk: Walk, node: TSESTree.BinaryExpression): boolean | null {
  if (node.operator === 'instanceof') return truthOf(walk, node.left)
  if (!/^[!=]==?$/.test(node.operator)) return null
  const isEqual = areEqual(valueOf(walk, node.left), valueOf(walk, node.right))
  return node.operator.startsWith('!') ? not(isEqual) : isEqual
}

/** What a value is while the resource is held: the resource, null or undefined, a literal; null: unknown. */
type Value =
  { readonly is: 'held' | 'type-of-held' | 'nullish' } | { readonly is: 'literal'; readonly value: unknown }

function valueOf(walk: Walk, expression: Node): Value | null {
  const node = unwrap(expression)
  if (isHolder(walk, node)) return { is: 'held' }
  if (node.type === 'UnaryExpression' && node.operator === 'typeof' && isHolder(walk, unwrap(node.argument)))
    return { is: 'type-of-held' }
  if (node.type === 'MemberExpression') return valueOfProperty(walk, node)
  if (node.type === 'Literal') return literal(node.value)
  if (node.type !== 'Identifier') return null
  const variable = walk.query.variableOf(node)
  if (variable === null) return node.name === 'undefined' ? { is: 'nullish' } : null
  if (isErrorOfAcquisition(walk, variable)) return { is: 'nullish' }
  const value = flagValue(walk, variable)
  return value === NOT_A_FLAG ? null : literal(value)
}

function valueOfProperty(walk: Walk, node: TSESTree.MemberExpression): Value | null {
  const liveness = livenessOf(walk, node)
  if (liveness === null) return null
  return literal(/^(?:exitCode|signalCode)$/.test(nameOfProperty(node) ?? '') ? null : liveness)
}

function literal(value: unknown): Value {
  return value === null || value === undefined ? { is: 'nullish' } : { is: 'literal', value }
}

function areEqual(a: Value | null, b: Value | null): boolean | null {
  if (a === null || b === null) return null
  if (a.is === 'type-of-held' || b.is === 'type-of-held') {
    const other = a.is === 'literal' ? a : b
    return other.is === 'literal' && other.value === 'undefined' ? false : null
  }
  if (a.is === 'held' && b.is === 'held') return null
  if (a.is !== b.is) return false
  return a.is === 'literal' && b.is === 'literal' ? a.value === b.value : true
}

function truthOfValue(walk: Walk, node: Node): boolean | null {
  const value = valueOf(walk, node)
  if (value?.is === 'nullish') return false
  return value?.is === 'literal' ? Boolean(value.value) : null
}
