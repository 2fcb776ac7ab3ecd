import { printable } from '@watertight/findings'
import type { Report } from '@watertight/findings'
import type { Painter } from './paint.ts'
import { REMARKS } from './remarks.ts'
import { firstOf, LENGTHS, plural, total } from './words.ts'

/** The lines of one concern; none when there is nothing to say. */
type Section = (report: Report, paint: Painter) => readonly string[]

/** Lines of one section: the report has all of them. */
const MOST = 5
/** What nothing but this summary says in the terminal. */
const MOST_MESSAGES = 20

/** What the summary speaks of, in this order: what failed, what may be tidied up, what happened to the run. */
export const SECTIONS: readonly Section[] = [
  ({ summary }, { red }) => countLine('leaked', summary.failing).map(red),
  ({ files }, { red }) => firstOf(workerMessages(files), MOST_MESSAGES).map(red),
  ({ summary }, { yellow }) => countLine('warned of', summary.warning).map(yellow),
  ({ summary: { known } }) => (known > 0 ? [`${plural(known, 'known leak')} of the baseline`] : []),
  REMARKS.fixed,
  (report) => firstOf(REMARKS.trends(report), MOST),
  (report) => (isClean(report) ? [] : firstOf(REMARKS.slowTeardowns(report), MOST)),
  (report) => firstOf(REMARKS.reaped(report), MOST),
  (report) => firstOf(REMARKS.staleAllows(report), MOST),
  (report, { yellow }) => firstOf(REMARKS.unchecked(report), MOST_MESSAGES).map(yellow),
]

/** Whether nothing leaked: what else is to be known of it then fits into the first line, and the report has it. */
function isClean({ summary }: Report): boolean {
  return total(summary.failing) + total(summary.warning) === 0
}

function countLine(verb: string, counts: Readonly<Record<string, number>>): string[] {
  const parts = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`)
  return parts.length === 0 ? [] : [`${verb}: ${parts.join(', ')}`]
}

/** What a worker leaked comes after Vitest has printed its failures: said here, in full. */
function workerMessages(files: Report['files']): string[] {
  return files
    .flatMap(({ findings }) => findings)
    .filter(({ owner, level }) => owner.scope === 'worker' && level === 'fail')
    .map(({ message }) => printable(message, LENGTHS.message))
}
