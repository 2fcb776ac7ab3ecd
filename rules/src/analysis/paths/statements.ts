import type { TSESTree } from '@typescript-eslint/utils'
import type { Node } from '../model.ts'
import { branch } from './branch.ts'
import { assume, type Facts } from './facts.ts'
import { leave, type TargetFrame } from './frames.ts'
import { visitList, type Walk } from './walk.ts'

/** A block, and all that is learnt in it ends with it. */
export function visitBlock(
  walk: Walk,
  node: TSESTree.BlockStatement | TSESTree.Program,
  isHeld: boolean,
): boolean {
  return visitList(walk, node.body, isHeld)
}

/** An `if` with all its `else if`; iterative, because chains of thousands exist in generated code. */
export function visitIf(walk: Walk, first: TSESTree.IfStatement, isHeld: boolean): boolean {
  const { facts } = walk
  const survivors: (Facts | null)[] = []
  let rest: Node | null = first
  let held = isHeld
  while (rest?.type === 'IfStatement') {
    const test: TSESTree.IfStatement = rest
    const sides = branch(walk, test.test, held, [test.consequent, test.alternate])
    enter(walk, test.consequent, sides.whenTrue, [test.test, survivors])
    walk.facts = assume(walk, walk.facts, test.test, false)
    held = sides.whenFalse
    rest = test.alternate
  }
  if (rest === null ? held : walk.visit(rest, held)) survivors.push(walk.facts)
  // Facts outlive the branch only if no other branch leads on with the resource.
  walk.facts = survivors.length === 1 ? (survivors[0] ?? null) : facts
  return survivors.length > 0
}

function enter(walk: Walk, side: Node, isHeld: boolean, [test, survivors]: [Node, (Facts | null)[]]): void {
  const { facts } = walk
  walk.facts = assume(walk, facts, test, true)
  const inner = walk.facts
  if (walk.visit(side, isHeld)) survivors.push(inner)
  walk.facts = facts
}

/** Cases fall through; without `default`, none may be taken. */
export function visitSwitch(walk: Walk, node: TSESTree.SwitchStatement, isHeld: boolean): boolean {
  const frame = openTarget(walk, { labels: [], takes: ['break'] })
  let untaken = walk.visit(node.discriminant, isHeld)
  let falling = false
  for (const { test, consequent } of node.cases) {
    if (test !== null) untaken = walk.visit(test, untaken)
    falling = visitList(walk, consequent, falling || untaken)
  }
  closeTarget(walk, frame)
  const hasDefault = node.cases.some(({ test }) => test === null)
  return falling || frame.isBroken || (untaken && !hasDefault)
}

/** A label; that of a loop is taken by the loop itself. */
export function visitLabeled(walk: Walk, node: TSESTree.LabeledStatement, isHeld: boolean): boolean {
  const frame = openTarget(walk, { labels: [node.label.name], takes: [] })
  const goesOn = walk.visit(node.body, isHeld)
  closeTarget(walk, frame)
  return goesOn || frame.isBroken
}

/** `return`, `throw`, `break` and `continue`: their argument is evaluated first, and nothing follows them. */
export function visitJump(
  walk: Walk,
  node:
    TSESTree.BreakStatement | TSESTree.ContinueStatement | TSESTree.ReturnStatement | TSESTree.ThrowStatement,
  isHeld: boolean,
): boolean {
  const argument = 'argument' in node ? node.argument : null
  const held = argument === null ? isHeld : walk.visit(argument, isHeld)
  if (!held || walk.sites.has(node)) return false
  const label = 'label' in node ? (node.label?.name ?? null) : null
  leave(walk, { how: JUMPS[node.type], node, label })
  return false
}

const JUMPS = {
  BreakStatement: 'break',
  ContinueStatement: 'continue',
  ReturnStatement: 'return',
  ThrowStatement: 'throw',
} as const

/** Begins what jumps may end at. */
export function openTarget(walk: Walk, target: Pick<TargetFrame, 'labels' | 'takes'>): TargetFrame {
  const { frame: outer } = walk
  const frame: TargetFrame = {
    type: 'target',
    outer,
    throws: outer.throws,
    isBroken: false,
    continues: [],
    ...target,
  }
  walk.frame = frame
  return frame
}

/** Ends what `openTarget` began. */
export function closeTarget(walk: Walk, frame: TargetFrame): void {
  walk.frame = frame.outer
}
