import type { AnyNode } from 'acorn'

/** Every node below one, itself first; those that `enters` refuses are given, and not entered. */
export function* nodesBelow(
  node: AnyNode,
  enters: (node: AnyNode) => boolean = () => true,
): Generator<AnyNode> {
  yield node
  if (!enters(node)) return
  for (const value of Object.values(node) as unknown[]) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child)) yield* nodesBelow(child, enters)
    }
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
