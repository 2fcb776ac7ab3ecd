import type { Node, Variable } from '../model.ts'
import { positionOf } from '../position.ts'
import type { Facts } from './facts.ts'
import type { Frame } from './frames.ts'
import type { Exit, PathQuery } from './query.ts'
import type { Sites } from './sites.ts'

/**
 * The state of one walk through a scope. Only paths that hold the resource are followed: what happens before it is
 * acquired, and after it is given back, cannot leak it. That keeps the states at one bit, and the walk linear.
 */
export interface Walk {
  readonly query: PathQuery
  /** After this expression or declarator the resource is held; null: from the beginning. */
  readonly start: Node | null
  readonly sites: Sites
  readonly holders: ReadonlySet<Variable>
  /** Calls that open a resource made before, and what awaits them: if they throw, nothing is held. */
  readonly openings: ReadonlySet<Node>
  /** What literal a flag has while the resource is held, once it was asked for. */
  readonly flagValues: Map<Variable, unknown>
  /** What encloses the current node. */
  frame: Frame
  /** What is known of unchanging conditions on all paths that hold the resource here. */
  facts: Facts | null
  /** Whether a link of the current optional chain may have been skipped with the resource held. */
  isChainSkipped: boolean
  /** Whether the resource may be held after a node, if it may be held before. */
  visit(node: Node, isHeld: boolean): boolean
  /** Whether the acquisition lies in a node. */
  hasStart(node: Node): boolean
  report(how: Exit['how'], node: Node): void
}

/**
 * Walks statements in their order; what is learnt on the way holds until the last one. Those that cannot hold the
 * resource are passed over, because a list may have thousands.
 */
export function visitList(walk: Walk, statements: readonly Node[], isHeld: boolean): boolean {
  const { facts } = walk
  let held = isHeld
  for (let index = 0; index < statements.length; index += 1) {
    if (!held) index = Math.max(index, indexOfStart(walk, statements))
    const statement = statements[index]
    if (statement !== undefined) held = walk.visit(statement, held)
    if (!held && isBehindStart(walk, statement)) break
  }
  walk.facts = facts
  return held
}

/** The statement in which the resource is acquired; the first one, if that is outside of the list. */
function indexOfStart({ start }: Walk, statements: readonly Node[]): number {
  if (start === null) return 0
  const index = positionOf(start, statements)
  return statements[index]?.range[0] === start.range[0] ? index : Math.max(0, index - 1)
}

function isBehindStart({ start }: Walk, statement: Node | undefined): boolean {
  return start === null || statement === undefined || start.range[0] < statement.range[1]
}
