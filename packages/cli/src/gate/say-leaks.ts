import { ownerLabel, printable } from '@watertight/findings'
import { plural } from '@watertight/render'
import type { Painter } from '@watertight/render'
import type { JudgedLeak, Standing } from './judge.ts'

/** The new leaks, each with its owner above it, as many as one wants to read in a log. */
export function sayNewLeaks(
  leaks: readonly JudgedLeak[],
  red: Painter['red'],
  bold: Painter['bold'],
): string[] {
  const fresh = leaks.filter(({ standing }) => standing === 'new')
  const lines = fresh
    .slice(0, MOST_LEAKS)
    .flatMap(({ finding }) => [
      red(bold(`new ${finding.kind}`)) + ` in ${short(ownerLabel(finding.owner))}`,
      `  ${printable(finding.message, MESSAGE)}`,
      ...likeness(finding, leaks),
    ])
  return fresh.length > MOST_LEAKS ? [...lines, `… and ${fresh.length - MOST_LEAKS} more`] : lines
}

/** Of leaks that only their lines tell apart nobody knows which one the baseline meant. */
function likeness({ kind, owner, place }: JudgedLeak['finding'], leaks: readonly JudgedLeak[]): string[] {
  const alike = leaks.filter(
    ({ finding, standing }) =>
      standing === 'known' &&
      finding.kind === kind &&
      ownerLabel(finding.owner) === ownerLabel(owner) &&
      finding.place?.file === place?.file,
  ).length
  if (alike === 0) return []
  return [
    `  ${plural(alike, 'leak like it is', 'leaks like it are')} known there: one of them may be the new one.`,
  ]
}

/** The other leaks by their standing, a line each: how many of which kind. */
export function sayOtherLeaks(leaks: readonly JudgedLeak[]): string[] {
  return (Object.keys(STANDINGS) as (keyof typeof STANDINGS)[]).flatMap((standing) => {
    const kinds = new Map<string, number>()
    for (const { finding } of leaks.filter((leak) => leak.standing === standing))
      kinds.set(finding.kind, (kinds.get(finding.kind) ?? 0) + 1)
    const list = [...kinds].map(([kind, number]) => `${number} ${kind}`).join(', ')
    return list === '' ? [] : [`${STANDINGS[standing]}: ${list}`]
  })
}

const STANDINGS = {
  tolerated: 'new, and tolerated by --max',
  refuted: 'not confirmed, they did not come back each time',
  unconfirmed: 'new, and never run again by `watertight confirm`',
  warning: 'only warned of',
  known: 'known',
} as const satisfies Partial<Record<Standing, string>>

const MOST_LEAKS = 20
const [NAME, MESSAGE] = [160, 2000]

function short(text: string): string {
  return printable(text, NAME)
}
