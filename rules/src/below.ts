import type { TSESLint } from '@typescript-eslint/utils'
import type { Node } from './analysis/model.ts'

interface Spacing {
  /** How many empty lines go between. */
  readonly emptyLines: number
}

/**
 * Adds a statement below another one, as far in and with a semicolon where that has one: without it, a line that begins
 * with a bracket would become a part of what is added. A comment at the end of the line stays with its statement.
 */
export function insertBelow(
  fixer: TSESLint.RuleFixer,
  text: string,
  statement: Node,
  code: string,
  { emptyLines }: Spacing = { emptyLines: 0 },
): TSESLint.RuleFix {
  const [, end] = statement.range
  const semicolon = text[end - 1] === ';' ? ';' : ''
  const added = `${'\n'.repeat(emptyLines + 1)}${indentOf(text, statement)}${code}${semicolon}`
  const comment = /^[ \t]*(?:\/\/.*|\/\*.*\*\/)(?=\r?\n|$)/.exec(text.slice(end))?.[0] ?? ''
  return fixer.insertTextAfterRange([end, end + comment.length], added)
}

function indentOf(text: string, { range: [start] }: Node): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))?.[0] ?? ''
}
