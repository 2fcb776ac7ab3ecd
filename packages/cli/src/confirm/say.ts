import { CONFIRMATION_WORDS, KINDS, printable, sayPlace } from '@watertight/findings'
import type { ConfirmationVerdict, Finding } from '@watertight/findings'
import { disarm } from '@watertight/render'
import type { Accusation } from './accused.ts'
import type { Verdict } from './verdict.ts'

/** What is shown of the verdicts: a line for each leak, and one that counts them. Pure. */
export function sayVerdicts(verdicts: ReadonlyMap<Accusation, Verdict>, color: boolean): string {
  const rows = [...verdicts].map(([{ finding }, verdict]) => ({ finding, ...wordsOf(verdict) }))
  const width = Math.max(0, ...rows.map(({ word }) => word.length))
  const lines = rows.flatMap(({ finding, word, paint, detail }) => {
    const head = `${painted(word.padEnd(width), paint, color)}  ${sayFinding(finding)}`
    return detail === '' ? [head] : [head, `${' '.repeat(width)}  ${detail}`]
  })
  return [...lines, sayCounts(rows.map(({ word }) => word))].map((line) => `${disarm(` ${line}`)}\n`).join('')
}

/** What is said of a report that accuses nobody. */
export function sayNothingToConfirm(): string {
  return ' The report has no leaks: there is nothing to confirm.\n'
}

interface Words {
  readonly word: string
  readonly paint: number
  readonly detail: string
}

function wordsOf(verdict: Verdict): Words {
  if (!('confirmation' in verdict))
    return { word: NOT_JUDGED, paint: 33, detail: printable(verdict.why, 300) }
  const { confirmation } = verdict
  const { verdict: name, seen, runs } = confirmation
  return { word: CONFIRMATION_WORDS[name], paint: PAINTS[name], detail: `seen in ${seen} of ${runs} runs` }
}

const NOT_JUDGED = 'could not be judged'

const PAINTS: Readonly<Record<ConfirmationVerdict, number>> = {
  grows: 31,
  varies: 33,
  once: 32,
  'not-seen': 32,
}

function sayFinding({ kind, owner, place }: Finding): string {
  const where = place === undefined ? owner.file : sayPlace(place, '')
  const whose = owner.scope === 'test' || owner.scope === 'suite' ? `, ${owner.scope} "${owner.name}"` : ''
  return printable(`${KINDS[kind].title} at ${where}${whose}`, 240)
}

function sayCounts(words: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].map(([word, count]) => `${count} ${word}`).join(' · ')
}

function painted(text: string, code: number, color: boolean): string {
  return color ? `\u001b[${code}m${text}\u001b[39m` : text
}
