import type { AnyNode, Expression } from 'acorn'
import { nodesBelow } from './walk.ts'

/** A function of any form. */
export type FunctionNode = Extract<
  AnyNode,
  { type: 'ArrowFunctionExpression' | 'FunctionExpression' | 'FunctionDeclaration' }
>

/** Whether a node is a function of any form. */
export function isFunction(node: AnyNode): node is FunctionNode {
  return /^(?:ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(node.type)
}

/** Everything that a function may return, without what the functions inside of it return. */
export function returnedBy({ body }: FunctionNode): Expression[] {
  if (body.type !== 'BlockStatement') return [body]
  return [...nodesBelow(body, (node) => !isFunction(node))].flatMap((node) =>
    node.type === 'ReturnStatement' && node.argument ? [node.argument] : [],
  )
}
