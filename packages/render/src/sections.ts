import { printable } from '@watertight/findings'
import type { Report, Unchecked } from '@watertight/findings'
import type { Painter } from './paint.ts'
import { firstOf, LENGTHS, megabytes, plural, seconds, total } from './words.ts'

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
  ({ fixed }) => fixedLine(fixed.length),
  ({ trends }) => firstOf(trends.map(sayTrend), MOST),
  (report) => (isClean(report) ? [] : firstOf(report.slowTeardowns.map(saySlowTeardown), MOST)),
  ({ reaped }) => firstOf(reaped.map(sayReaped), MOST),
  ({ staleAllows }) => firstOf(staleAllows.map(sayStaleAllow), MOST),
  ({ unchecked }, { yellow }) => firstOf(uncheckedLines(unchecked), MOST_MESSAGES).map(yellow),
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

function fixedLine(count: number): string[] {
  const entries = plural(count, 'baseline entry', 'baseline entries')
  return count > 0 ? [`${entries} not seen any more: update it with WATERTIGHT_UPDATE=1`] : []
}

function sayTrend({ file, fromBytes, toBytes, tests }: Report['trends'][number]): string {
  return `memory creeps in ${path(file)}: ${megabytes(fromBytes)} → ${megabytes(toBytes)} over ${plural(tests, 'test')}`
}

function saySlowTeardown({ file, name, teardownMs }: Report['slowTeardowns'][number]): string {
  return `slow teardown: ${seconds(teardownMs)} in ${path(file)} > ${printable(name, LENGTHS.name)}`
}

function sayReaped({ pid, command, outcome, signal }: Report['reaped'][number]): string {
  const fate = outcome === 'ended' ? `ended with ${signal}` : outcome
  return `${fate}: process ${pid} (${printable(command, LENGTHS.command)})`
}

function sayStaleAllow(reason: string): string {
  return `stale \`allow\` entry, nothing matched it: ${printable(reason, LENGTHS.reason)}`
}

/** One line a reason, with the places counted: ten files that could not be checked are one thing to know. */
function uncheckedLines(entries: readonly Unchecked[]): string[] {
  const groups = new Map<string, Unchecked[]>()
  for (const entry of entries) {
    const reason = JSON.stringify([entry.what, entry.why])
    groups.set(reason, [...(groups.get(reason) ?? []), entry])
  }
  return [...groups.values()].map(sayUnchecked)
}

function sayUnchecked(group: readonly Unchecked[]): string {
  const [{ what, why } = { what: '', why: '' }] = group
  const places = group.flatMap(({ where }) => (where === undefined ? [] : [path(where)]))
  const more = places.length > SHOWN_PLACES ? ` and ${places.length - SHOWN_PLACES} more` : ''
  const shown = places.length === 0 ? '' : ` (${places.slice(0, SHOWN_PLACES).join(', ')}${more})`
  return `not checked: ${printable(what, LENGTHS.name)}${shown}: ${printable(why, LENGTHS.reason)}`
}

const SHOWN_PLACES = 3

function path(text: string): string {
  return printable(text, LENGTHS.path)
}
