import { printable } from '@watertight/findings'
import type { Report, Unchecked } from '@watertight/findings'
import { LENGTHS, megabytes, plural, seconds } from './words.ts'

/** Remarks of one kind, a line each; none when there is nothing to say. */
type Say = (report: Report) => string[]

/** What is to be told of a report beside its findings, uncut; text of others is printable in it. */
export const REMARKS = {
  fixed: ({ fixed }) => sayFixed(fixed.length),
  trends: ({ trends }) => trends.map(sayTrend),
  slowTeardowns: ({ slowTeardowns }) => slowTeardowns.map(saySlowTeardown),
  reaped: ({ reaped }) => reaped.map(sayReaped),
  staleAllows: ({ staleAllows }) => staleAllows.map(sayStaleAllow),
  unchecked: ({ unchecked }) => sayUnchecked(unchecked),
} satisfies Readonly<Record<string, Say>>

function sayFixed(count: number): string[] {
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
function sayUnchecked(entries: readonly Unchecked[]): string[] {
  const groups = new Map<string, Unchecked[]>()
  for (const entry of entries) {
    const reason = JSON.stringify([entry.what, entry.why])
    groups.set(reason, [...(groups.get(reason) ?? []), entry])
  }
  return [...groups.values()].map(sayGroup)
}

function sayGroup(group: readonly Unchecked[]): string {
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
