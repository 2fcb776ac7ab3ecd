import type { AnyNode, Expression } from 'acorn'

/** An expression without the types and parentheses around it: `{ … } satisfies UserConfig`. */
export function unwrap<T extends AnyNode>(node: T): T | Expression {
  let inner: AnyNode = node
  while (WRAPPERS.has(inner.type)) inner = (inner as unknown as { expression: Expression }).expression
  return inner as T | Expression
}

// The TypeScript ones are not in acorn's own types.
const WRAPPERS: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'ParenthesizedExpression',
])
