import { printable } from '@watertight/findings'
import type { BaselineEntry } from '@watertight/findings'
import { plural } from '@watertight/render'
import type { Painter } from '@watertight/render'
import type { ComparedBaseline } from './result.ts'

/** What was done with the baseline, or which of its entries may go. */
export function sayBaseline(
  { path, isMissing, recorded, dropped, isUpdated }: ComparedBaseline,
  fixed: readonly BaselineEntry[],
  bold: Painter['bold'],
): string[] {
  const name = short(path)
  if (isUpdated) return [`${name} was updated: ${recorded} recorded, ${dropped} dropped`]
  if (isMissing) return [`there is no ${name} yet: \`--update\` records what leaks now`]
  if (fixed.length === 0) return []
  const entries = plural(fixed.length, 'entry', 'entries')
  const lines = fixed
    .slice(0, MOST_ENTRIES)
    .map(({ fingerprint, kind, owner }) => `  ${fingerprint} ${kind} ${short(owner)}`)
  const more = fixed.length > MOST_ENTRIES ? [`  … and ${fixed.length - MOST_ENTRIES} more`] : []
  return [`${bold('fixed')}: ${entries} to remove from ${name} (\`--update\` does it)`, ...lines, ...more]
}

const MOST_ENTRIES = 20
const NAME = 160

function short(text: string): string {
  return printable(text, NAME)
}
