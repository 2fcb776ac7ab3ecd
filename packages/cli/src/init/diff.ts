import { structuredPatch } from 'diff'
import { printable } from '@watertight/findings'
import type { Change } from './step.ts'

/** A change as a unified diff; coloured if asked. Pure. */
export function sayDiff({ path, before, after }: Change, isColored = false): string {
  const { hunks } = structuredPatch(path, path, before ?? '', after)
  const head = [`--- ${before === null ? '/dev/null' : `a/${path}`}`, `+++ b/${path}`]
  const lines = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: body }) => [
    // Of no lines the place is the line before.
    `@@ -${oldLines === 0 ? 0 : oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...body,
  ])
  return [...head, ...lines].map((line) => `${paint(safe(line), isColored)}\n`).join('')
}

/** A tab is what a file is indented with; all other controls would move the cursor. */
function safe(line: string): string {
  const parts = line.replace(/\r$/, '').split('\t')
  return parts.map((part) => printable(part, LENGTH)).join('\t')
}

const LENGTH = 500

function paint(line: string, isColored: boolean): string {
  const found = CODES.find(({ start }) => line.startsWith(start))
  return isColored && found ? `\u001B[${found.code}m${line}\u001B[0m` : line
}

/** SGR codes of ECMA-48: bold, cyan, green, red. */
const CODES = [
  { start: '---', code: 1 },
  { start: '+++', code: 1 },
  { start: '@@', code: 36 },
  { start: '+', code: 32 },
  { start: '-', code: 31 },
]
