import type { TSESTree } from '@typescript-eslint/utils'
import type { Node } from '../model.ts'
import type { Facts } from './facts.ts'
import type { ThrowPolicy } from './query.ts'
import type { Walk } from './walk.ts'

/** What catches, runs or ends on the way out of a node, innermost first. */
export type Frame = ScopeFrame | CatchFrame | FinallyFrame | TargetFrame

interface ScopeFrame {
  readonly type: 'scope'
  readonly outer: null
  /** What is taken for a possible throw in here. */
  readonly throws: ThrowPolicy
}

/** A `try` block whose `catch` receives what it throws. */
export interface CatchFrame {
  readonly type: 'catch'
  readonly outer: Frame
  readonly throws: ThrowPolicy
  hasCaught: boolean
}

/** A `try` or `catch` block behind which a `finally` runs, whatever the way out. */
export interface FinallyFrame {
  readonly type: 'finally'
  readonly outer: Frame
  readonly throws: ThrowPolicy
  readonly block: TSESTree.BlockStatement
  readonly facts: Facts | null
  /** Whether the resource is still held after the block; null until it was walked. */
  survives: boolean | null
}

/** A loop, switch or labelled statement. */
export interface TargetFrame {
  readonly type: 'target'
  readonly outer: Frame
  readonly throws: ThrowPolicy
  readonly labels: readonly string[]
  /** Which jumps without a label end here. */
  readonly takes: readonly ('break' | 'continue')[]
  isBroken: boolean
  readonly continues: Node[]
}

/** A jump out of the current statement. */
export interface Departure {
  readonly how: 'return' | 'throw' | 'break' | 'continue'
  readonly node: Node
  readonly label: string | null
}

/** Follows a jump with the resource held: through each `finally`, to where it is received, or out of the scope. */
export function leave(walk: Walk, departure: Departure): void {
  for (let frame: Frame | null = walk.frame; frame !== null; frame = frame.outer) {
    if (frame.type === 'finally' && !isHeldAfter(walk, frame)) return
    if (frame.type === 'catch' && departure.how === 'throw') {
      frame.hasCaught = true
      return
    }
    if (frame.type === 'target' && isTarget(frame, departure)) {
      arrive(frame, departure)
      return
    }
    if (frame.type === 'scope') reportDeparture(walk, departure)
  }
}

/** Whether the resource is still held when a `finally` has run; walks it once, as from its `try`. */
export function isHeldAfter(walk: Walk, frame: FinallyFrame): boolean {
  if (frame.survives !== null) return frame.survives
  const { frame: inner, facts, isChainSkipped } = walk
  Object.assign(walk, { frame: frame.outer, facts: frame.facts })
  frame.survives = walk.visit(frame.block, true)
  Object.assign(walk, { frame: inner, facts, isChainSkipped })
  return frame.survives
}

function isTarget(frame: TargetFrame, { how, label }: Departure): boolean {
  if (how !== 'break' && how !== 'continue') return false
  return label === null ? frame.takes.includes(how) : frame.labels.includes(label)
}

function arrive(frame: TargetFrame, { how, node }: Departure): void {
  if (how === 'break') frame.isBroken = true
  else if (!frame.continues.includes(node)) frame.continues.push(node)
}

function reportDeparture(walk: Walk, { how, node }: Departure): void {
  if (how === 'return') walk.report('return', node)
  if (how === 'throw' && walk.query.throws !== 'none') walk.report('throw', node)
}
