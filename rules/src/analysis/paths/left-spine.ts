import type { TSESTree } from '@typescript-eslint/utils'
import type { Node } from '../model.ts'

type Chain = TSESTree.BinaryExpression | TSESTree.LogicalExpression

/** `a + b + c` nests to the left, thousands deep in generated code: its first operand, and each node from within. */
export function leftSpine<T extends Chain>(node: T): { first: Node; links: readonly T[] } {
  const links: T[] = []
  let first: Node = node
  for (; first.type === node.type; first = (first as T).left) links.push(first as T)
  return { first, links: links.reverse() }
}

const LONGEST_TEST = 32

/** Whether a test has more operands than anybody writes by hand; nothing is concluded from such a one. */
export function isLongChain(node: Node): boolean {
  let [inner, length] = [node, 0]
  for (; inner.type === 'LogicalExpression' || inner.type === 'BinaryExpression'; inner = inner.left)
    if (++length > LONGEST_TEST) return true
  return false
}
