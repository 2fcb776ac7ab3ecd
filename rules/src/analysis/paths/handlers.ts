import type { Node } from '../model.ts'
import { visitCall, visitChain, visitMember, visitNew, visitPause } from './calls.ts'
import { visitAssignment, visitBinary, visitConditional, visitDefault, visitLogical } from './expressions.ts'
import { visitLoop } from './loops.ts'
import { visitParts } from './parts.ts'
import { visitBlock, visitIf, visitJump, visitLabeled, visitSwitch } from './statements.ts'
import { visitTry } from './try.ts'
import type { Walk } from './walk.ts'

type Handlers = {
  readonly [T in Node['type']]?: (walk: Walk, node: Extract<Node, { type: T }>, isHeld: boolean) => boolean
}

const HANDLERS: Handlers = {
  AssignmentExpression: visitAssignment,
  AssignmentPattern: visitDefault,
  AwaitExpression: visitPause,
  BinaryExpression: visitBinary,
  BlockStatement: visitBlock,
  BreakStatement: visitJump,
  CallExpression: visitCall,
  ChainExpression: visitChain,
  ConditionalExpression: visitConditional,
  ContinueStatement: visitJump,
  DoWhileStatement: visitLoop,
  ForInStatement: visitLoop,
  ForOfStatement: visitLoop,
  ForStatement: visitLoop,
  IfStatement: visitIf,
  LabeledStatement: visitLabeled,
  LogicalExpression: visitLogical,
  MemberExpression: visitMember,
  NewExpression: visitNew,
  Program: visitBlock,
  ReturnStatement: visitJump,
  SwitchStatement: visitSwitch,
  ThrowStatement: visitJump,
  TryStatement: visitTry,
  WhileStatement: visitLoop,
  YieldExpression: visitPause,
}

/** What each kind of node does to the paths that hold the resource; most only pass them on. */
export function handle(walk: Walk, node: Node, isHeld: boolean): boolean {
  const handler = HANDLERS[node.type] as ((walk: Walk, node: Node, isHeld: boolean) => boolean) | undefined
  return (handler ?? visitParts)(walk, node, isHeld)
}
