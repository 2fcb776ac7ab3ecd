import type { TSESTree } from '@typescript-eslint/utils'
import type { Node } from './model.ts'
import { positionOf } from './position.ts'

/** A statement that may run its body again. */
export type Loop =
  | TSESTree.DoWhileStatement
  | TSESTree.ForInStatement
  | TSESTree.ForOfStatement
  | TSESTree.ForStatement
  | TSESTree.WhileStatement

const LOOPS: ReadonlySet<string> = new Set([
  'DoWhileStatement',
  'ForInStatement',
  'ForOfStatement',
  'ForStatement',
  'WhileStatement',
])
/** Statements that a plain `break` ends. */
const BREAKABLE: ReadonlySet<string> = new Set([...LOOPS, 'SwitchStatement'])
/** Behind a node so many statements are looked through for a way out. */
const MAX_STATEMENTS = 100

/** Whether a statement is a loop, one of whose children a node is that every turn evaluates. */
export function isRepeated(statement: Node, child: Node): statement is Loop {
  if (!LOOPS.has(statement.type)) return false
  if (statement.type === 'ForStatement') return child !== statement.init
  if (statement.type === 'ForOfStatement' || statement.type === 'ForInStatement')
    return child !== statement.right
  return true
}

/**
 * Whether a loop is left whenever a node in it was reached without a throw: `for (;;) { …; return client }`, or the
 * `break` of a loop that tries again. It never comes round with what the node made.
 */
export function isLeftAfter(node: Node, loop: Loop): boolean {
  let isBroken = false
  for (let inner = node; inner !== loop && inner.parent; inner = inner.parent) {
    const next = statementsFrom(inner)
    if (next.some(isReturnOrThrow)) return true
    isBroken ||= next.some((statement) => statement.type === 'BreakStatement')
    if (inner.parent !== loop && BREAKABLE.has(inner.parent.type)) isBroken = false
  }
  return isBroken
}

function statementsFrom(statement: Node): readonly Node[] {
  const { parent } = statement
  if (parent?.type === 'SwitchCase') return parent.consequent.slice(positionOf(statement, parent.consequent))
  if (parent?.type !== 'BlockStatement') return isReturnOrThrow(statement) ? [statement] : []
  const index = positionOf(statement, parent.body)
  return parent.body.slice(index, index + MAX_STATEMENTS)
}

function isReturnOrThrow({ type }: Node): boolean {
  return type === 'ReturnStatement' || type === 'ThrowStatement'
}
