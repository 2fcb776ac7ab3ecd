import type { Code } from './parse.ts'
import { nodesBelow } from './walk.ts'

/** Whether a file has one of some texts as a string of its own: a module that it loads, a name that it passes. */
export function hasText({ program }: Code, texts: readonly string[]): boolean {
  for (const node of nodesBelow(program)) {
    if (node.type === 'Literal' && texts.includes(String(node.value))) return true
  }
  return false
}
