import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'

const [BEGIN, END] = ['<!-- figures: written by npm run bench -->', '<!-- /figures -->']

/** A markdown table of texts, the first row being its head. */
export function table(rows) {
  const [head, ...rest] = rows
  return [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rest]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')
}

/** Replaces what stands between the markers of a page, in the repository's format. */
export async function writeFigures(path, text) {
  const page = readFileSync(path, 'utf8')
  const [before, rest] = page.split(BEGIN)
  const after = rest?.split(END)[1]
  if (after === undefined) throw new Error(`Expected ${BEGIN} and ${END} in ${path}, found no pair of them.`)
  const written = `${before}${BEGIN}\n\n${text}\n\n${END}${after}`
  writeFileSync(path, await format(written, { ...(await resolveConfig(path)), filepath: path }))
}

/** Microseconds with two significant digits or more: `0.42`, `7.1`, `38`, `1,840`. */
export function us(value) {
  const digits = Math.abs(value) < 1 ? 2 : Math.abs(value) < 10 ? 1 : 0
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** How many times as much; below a microsecond the difference is the machine's noise, and its ratio says nothing. */
export function sayRatio(theirs, ours) {
  return ours < 1 ? '–' : `${Math.round(theirs / ours)} ×`
}
