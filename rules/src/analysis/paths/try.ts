import type { TSESTree } from '@typescript-eslint/utils'
import { isFunction } from '../expressions.ts'
import type { Node } from '../model.ts'
import { isHeldAfter, type CatchFrame, type FinallyFrame } from './frames.ts'
import { childrenOf } from './parts.ts'
import type { ThrowPolicy } from './query.ts'
import { includes } from './throw-points.ts'
import type { Walk } from './walk.ts'

/** `finally` runs on every way out of the block and of the `catch`; `catch` goes on from every throw of the block. */
export function visitTry(walk: Walk, node: TSESTree.TryStatement, isHeld: boolean): boolean {
  const { frame: outer } = walk
  const last = node.finalizer === null ? null : finallyFrame(walk, node.finalizer)
  walk.frame = last ?? outer
  const goesOn = visitGuarded(walk, node, isHeld)
  walk.frame = outer
  if (last === null || node.finalizer === null) return goesOn
  return goesOn ? isHeldAfter(walk, last) : walk.visit(node.finalizer, false)
}

function finallyFrame(walk: Walk, block: TSESTree.BlockStatement): FinallyFrame {
  const { frame: outer, facts } = walk
  return { type: 'finally', outer, throws: outer.throws, block, facts, survives: null }
}

function visitGuarded(walk: Walk, { block, handler }: TSESTree.TryStatement, isHeld: boolean): boolean {
  if (handler === null) return walk.visit(block, isHeld)
  const { frame: outer } = walk
  const frame: CatchFrame = { type: 'catch', outer, throws: throwsIn(walk, block), hasCaught: false }
  walk.frame = frame
  const goesOn = walk.visit(block, isHeld)
  walk.frame = outer
  const isCaught = walk.visit(handler.body, frame.hasCaught)
  return goesOn || isCaught
}

/**
 * A `catch` is proof that its block throws: awaits may, whatever the policy, and where the block awaits and throws
 * nothing, and does not acquire either, its calls.
 */
function throwsIn(walk: Walk, block: TSESTree.BlockStatement): ThrowPolicy {
  const { throws } = walk.frame
  if (walk.query.throws === 'none' || includes(throws, 'calls')) return throws
  return walk.hasStart(block) || hasEvidentThrow(block) ? 'awaits' : 'calls'
}

function hasEvidentThrow(block: Node): boolean {
  const pending: Node[] = [block]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (/^(?:Await|Yield)Expression$|^ThrowStatement$/.test(node.type)) return true
    if (!isFunction(node)) pending.push(...childrenOf(node))
  }
  return false
}
