import { unwrap } from '../expressions.ts'
import type { Node, Variable } from '../model.ts'
import { isLongChain } from './left-spine.ts'
import type { Walk } from './walk.ts'

/** Conditions that cannot change, and what they are; the newest first. */
export interface Facts {
  readonly condition: string
  readonly isTrue: boolean
  readonly outer: Facts | null
}

/** The facts, and what a test tells besides by having come out so. */
export function assume(walk: Walk, facts: Facts | null, test: Node, isTrue: boolean): Facts | null {
  const node = unwrap(test)
  if (isLongChain(node)) return facts
  if (node.type === 'UnaryExpression' && node.operator === '!')
    return assume(walk, facts, node.argument, !isTrue)
  if (node.type === 'LogicalExpression') {
    if (node.operator === '??' || (node.operator === '&&') !== isTrue) return facts
    return assume(walk, assume(walk, facts, node.left, isTrue), node.right, isTrue)
  }
  const { condition, isNegated } = conditionOf(walk, node)
  return condition === null ? facts : { condition, isTrue: isTrue !== isNegated, outer: facts }
}

/** What the facts say of a test; null where they say nothing. */
export function recall(walk: Walk, test: Node): boolean | null {
  if (walk.facts === null) return null
  const { condition, isNegated } = conditionOf(walk, test)
  for (let fact = condition === null ? null : walk.facts; fact !== null; fact = fact.outer)
    if (fact.condition === condition) return fact.isTrue !== isNegated
  return null
}

function conditionOf(walk: Walk, node: Node): { condition: string | null; isNegated: boolean } {
  const isNegated = node.type === 'BinaryExpression' && node.operator.startsWith('!=')
  return { condition: textOf(walk, node, 0), isNegated }
}

const COMPARISONS = new Set(['===', '!==', '==', '!=', '<', '>', '<=', '>='])

/** A test as text that is equal for equal tests; null if its value may change between two mentions. */
function textOf(walk: Walk, expression: Node, depth: number): string | null {
  const node = unwrap(expression)
  if (depth > 8) return null
  if (node.type === 'Literal') return node.raw
  if (node.type === 'Identifier') return textOfVariable(walk.query.variableOf(node), node.name)
  if (node.type === 'MemberExpression' && !node.computed) {
    const object = textOf(walk, node.object, depth + 1)
    return object !== null && node.property.type === 'Identifier' ? `${object}.${node.property.name}` : null
  }
  if (node.type !== 'BinaryExpression' || !COMPARISONS.has(node.operator)) return null
  const [left, right] = [textOf(walk, node.left, depth + 1), textOf(walk, node.right, depth + 1)]
  return left === null || right === null ? null : `${left} ${node.operator.replace('!', '=')} ${right}`
}

function textOfVariable(variable: Variable | null, name: string): string | null {
  if (variable === null) return name === 'undefined' || name === 'process' ? name : null
  const isConstant = variable.references.every((mention) => !mention.isWrite() || mention.init === true)
  return isConstant ? `${name}@${variable.identifiers[0]?.range[0] ?? 0}` : null
}
