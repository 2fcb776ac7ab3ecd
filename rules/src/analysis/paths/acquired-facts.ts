import type { Node } from '../model.ts'
import { assume, type Facts } from './facts.ts'
import type { Walk } from './walk.ts'

/** What holds once a resource was acquired in a part of a larger expression: `const pool = own ? open() : given`. */
export function assumeWhereAcquired(walk: Walk, start: Node): Facts | null {
  let { facts } = walk
  for (let inner = walk.query.acquiredAt; inner !== start && inner.parent; inner = inner.parent)
    facts = assumeFrom(walk, facts, inner, inner.parent)
  return facts
}

function assumeFrom(walk: Walk, facts: Facts | null, inner: Node, outer: Node): Facts | null {
  if (outer.type === 'ConditionalExpression' && inner !== outer.test)
    return assume(walk, facts, outer.test, inner === outer.consequent)
  if (outer.type === 'LogicalExpression' && inner === outer.right)
    return assume(walk, facts, outer.left, outer.operator === '&&')
  return facts
}
