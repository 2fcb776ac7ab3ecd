import type { Node } from './model.ts'

/** Where a statement stands in its block; by halves, because a block may have thousands. */
export function positionOf(statement: Node, statements: readonly Node[]): number {
  let low = 0
  for (let high = statements.length; low < high;) {
    const middle = (low + high) >> 1
    if ((statements[middle]?.range[0] ?? 0) < statement.range[0]) low = middle + 1
    else high = middle
  }
  return low
}
