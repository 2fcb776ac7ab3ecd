import { printable } from '@watertight/findings'
import type { Unchecked } from '@watertight/findings'

/** What was not checked, one line a reason with the places counted; each line begins with the heading. */
export function sayUnchecked(heading: string, entries: readonly Unchecked[]): string[] {
  const groups = new Map<string, Unchecked[]>()
  for (const entry of entries) {
    const reason = JSON.stringify([entry.what, entry.why])
    groups.set(reason, [...(groups.get(reason) ?? []), entry])
  }
  return [...groups.values()].map((group) => {
    const places = [...new Set(group.flatMap(({ where }) => where ?? []))]
    const more = places.length > MOST_PLACES ? ` and ${places.length - MOST_PLACES} more` : ''
    const where = places.length === 0 ? '' : ` (${places.slice(0, MOST_PLACES).map(short).join(', ')}${more})`
    const [{ what, why } = { what: '', why: '' }] = group
    return `${heading}: ${short(what)}${where}: ${printable(why, REASON)}`
  })
}

const MOST_PLACES = 3
const [NAME, REASON] = [160, 200]

function short(text: string): string {
  return printable(text, NAME)
}
