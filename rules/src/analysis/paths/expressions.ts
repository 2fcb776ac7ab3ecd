import type { TSESTree } from '@typescript-eslint/utils'
import type { Node } from '../model.ts'
import { choose } from './branch.ts'
import { assume } from './facts.ts'
import { leftSpine } from './left-spine.ts'
import { isHolder } from './liveness.ts'
import { isInside } from './start.ts'
import { truthOf } from './truth.ts'
import type { Walk } from './walk.ts'

/** `a ? b : c` */
export function visitConditional(walk: Walk, node: TSESTree.ConditionalExpression, isHeld: boolean): boolean {
  const { test, consequent, alternate } = node
  const held = walk.visit(test, isHeld)
  const sides = held ? choose(walk, test, [consequent, alternate]) : { whenTrue: false, whenFalse: false }
  const first = visitAssuming(walk, consequent, sides.whenTrue, [test, true])
  const second = visitAssuming(walk, alternate, sides.whenFalse, [test, false])
  return first || second
}

function visitAssuming(walk: Walk, node: Node, isHeld: boolean, [test, isTrue]: [Node, boolean]): boolean {
  const { facts } = walk
  walk.facts = assume(walk, facts, test, isTrue)
  const held = walk.visit(node, isHeld)
  walk.facts = facts
  return held
}

/** `a && b && c`, `a || b`, `a ?? b`; iterative along the left, where long chains grow. */
export function visitLogical(walk: Walk, node: TSESTree.LogicalExpression, isHeld: boolean): boolean {
  const { first, links } = leftSpine(node)
  let held = walk.visit(first, isHeld)
  for (const link of links) held = visitRight(walk, link, held)
  return held
}

function visitRight(
  walk: Walk,
  { operator, left, right }: TSESTree.LogicalExpression,
  isHeld: boolean,
): boolean {
  if (!isHeld) return walk.visit(right, false)
  const isAnd = operator === '&&'
  const { whenTrue, whenFalse } = choose(walk, left, isAnd ? [right, null] : [null, right])
  const held = visitAssuming(walk, right, isAnd ? whenTrue : whenFalse, [left, isAnd])
  return held || (isAnd ? whenFalse : whenTrue)
}

/** `a + b + c`; iterative along the left. */
export function visitBinary(walk: Walk, node: TSESTree.BinaryExpression, isHeld: boolean): boolean {
  const { first, links } = leftSpine(node)
  return links.reduce((held, link) => walk.visit(link.right, held), walk.visit(first, isHeld))
}

/** An assignment; one that puts something else into the only name of the resource loses it. */
export function visitAssignment(walk: Walk, node: TSESTree.AssignmentExpression, isHeld: boolean): boolean {
  const { left, right, operator } = node
  const held = walk.visit(left, isHeld)
  if (/^(?:&&|\|\||\?\?)=$/.test(operator)) {
    const truth = held ? truthOf(walk, left) : null
    const [skips, runs] =
      operator === '&&=' ? [truth !== true, truth !== false] : [truth !== false, truth !== true]
    return walk.visit(right, held && runs) || (held && skips)
  }
  if (!walk.visit(right, held)) return false
  if (!isLosing(walk, node)) return true
  walk.report('overwrite', node)
  return false
}

function isLosing(walk: Walk, node: TSESTree.AssignmentExpression): boolean {
  if (node.operator !== '=' || walk.holders.size !== 1 || walk.sites.has(node)) return false
  return isHolder(walk, node.left) && !mentionsHolder(walk, node.right)
}

function mentionsHolder(walk: Walk, node: Node): boolean {
  return [...walk.holders].some((holder) =>
    holder.references.some((mention) => isInside(mention.identifier, node)),
  )
}

/** A default value, which may not be needed. */
export function visitDefault(walk: Walk, node: TSESTree.AssignmentPattern, isHeld: boolean): boolean {
  return walk.visit(node.right, isHeld) || isHeld
}
