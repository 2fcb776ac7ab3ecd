import type { Loop } from '../loops.ts'
import type { Node, Variable } from '../model.ts'
import { branch, type Branch } from './branch.ts'
import type { TargetFrame } from './frames.ts'
import { isInside } from './start.ts'
import { closeTarget, openTarget } from './statements.ts'
import { mayThrow } from './throw-points.ts'
import type { Walk } from './walk.ts'

/** A loop of none or more turns. Two of them show all that there is: one without the resource, one with it. */
export function visitLoop(walk: Walk, loop: Loop, isHeld: boolean): boolean {
  const once = loop.type === 'ForStatement' ? loop.init : 'right' in loop ? loop.right : null
  const held = once === null ? isHeld : walk.visit(once, isHeld)
  const frame = openTarget(walk, { labels: labelsOf(loop), takes: ['break', 'continue'] })
  const first = turn(walk, loop, frame, held)
  const second = first.again && !held ? turn(walk, loop, frame, true) : first
  closeTarget(walk, frame)
  return first.done || second.done || frame.isBroken
}

interface Turn {
  /** The resource may be held when the next turn begins. */
  readonly again: boolean
  /** It may be held when the loop ends by its condition. */
  readonly done: boolean
}

function turn(walk: Walk, loop: Loop, frame: TargetFrame, isHeld: boolean): Turn {
  const { facts } = walk
  const isTestedFirst = loop.type !== 'DoWhileStatement'
  const before = isTestedFirst ? condition(walk, loop, isHeld) : { whenTrue: isHeld, whenFalse: false }
  const isBodyDone = walk.visit(loop.body, before.whenTrue)
  const goesOn = isBodyDone || frame.continues.length > 0
  const updated = loop.type === 'ForStatement' && loop.update ? walk.visit(loop.update, goesOn) : goesOn
  const after = isTestedFirst ? { whenTrue: updated, whenFalse: false } : condition(walk, loop, updated)
  walk.facts = facts
  const done = before.whenFalse || after.whenFalse
  const isLost = after.whenTrue && isLostWithTurn(walk, loop)
  if (isLost)
    for (const end of [...(isBodyDone ? [loop.body] : []), ...frame.continues]) walk.report('next-turn', end)
  return { again: after.whenTrue && !isLost, done }
}

function condition(walk: Walk, loop: Loop, isHeld: boolean): Branch {
  if ('right' in loop) {
    if (isHeld && loop.type === 'ForOfStatement' && loop.await) mayThrow(walk, loop, 'awaits')
    return { whenTrue: isHeld, whenFalse: isHeld }
  }
  if (loop.test === null) return { whenTrue: isHeld, whenFalse: false }
  return branch(walk, loop.test, isHeld, [loop.body, null])
}

/** What only names inside of the body hold is out of reach when the turn is over. */
function isLostWithTurn(walk: Walk, { body }: Loop): boolean {
  return walk.hasStart(body) && [...walk.holders].every((holder) => isDeclaredIn(holder, body))
}

/**
 * The acquisition runs again while the resource of an earlier turn is held: that one is lost, unless a second name
 * from outside the loop keeps it.
 */
export function reportOverrun(walk: Walk, start: Node): void {
  let loop = start.parent
  while (loop !== undefined && !isRepeating(loop, start)) loop = loop.parent
  if (loop === undefined) return
  const { body } = loop as Loop
  const kept = [...walk.holders].filter((holder) => !isDeclaredIn(holder, body))
  if (kept.every((holder) => isWrittenIn(holder, start))) walk.report('next-turn', body)
}

function isRepeating(node: Node, inner: Node): boolean {
  if (!/^(?:DoWhile|For|ForIn|ForOf|While)Statement$/.test(node.type)) return false
  const loop = node as Loop
  return isInside(inner, loop.body) || ('test' in loop && loop.test !== null && isInside(inner, loop.test))
}

function isDeclaredIn(variable: Variable, node: Node): boolean {
  const [name] = variable.identifiers
  return name !== undefined && isInside(name, node)
}

function isWrittenIn(variable: Variable, node: Node): boolean {
  return variable.references.some((mention) => mention.isWrite() && isInside(mention.identifier, node))
}

function labelsOf(loop: Loop): readonly string[] {
  const labels: string[] = []
  for (let { parent } = loop as Node; parent?.type === 'LabeledStatement'; { parent } = parent)
    labels.push(parent.label.name)
  return labels
}
