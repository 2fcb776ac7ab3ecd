import type { Report } from '@watertight/findings'
import { disarm } from '../disarm.ts'
import { ownerTitle, sayDetails, sayMessage, sayStack } from '../finding-words.ts'
import { groupBy } from '../group-by.ts'
import { listFindings } from '../listed.ts'
import type { Gravity, Listed } from '../listed.ts'
import { painter } from '../paint.ts'
import type { Painter } from '../paint.ts'
import { sayPeak } from '../peak.ts'
import { REMARKS } from '../remarks.ts'
import { headOf } from '../summary.ts'

export interface TextOptions {
  readonly color?: boolean
}

/** The whole report for a terminal: every finding with its owner, stack and evidence, and whatever else is known. Pure. */
export function renderText(report: Report, { color = false }: TextOptions = {}): string {
  const paint = painter(color)
  const lists = listFindings(report)
  const lines = [
    headOf(report, {}, paint),
    ...CHAPTERS.flatMap(({ list, title, color: name }) => chapter(lists[list], paint[name](title), paint)),
    ...remarksOf(report, paint),
    ...sayPeak(report.summary.peak),
  ]
  return `${lines.map(disarm).join('\n')}\n`
}

/** What a reader wants to know first stands first. */
const CHAPTERS: readonly { list: Gravity; title: string; color: keyof Painter }[] = [
  { list: 'failing', title: 'Leaked:', color: 'red' },
  { list: 'warning', title: 'Warned of:', color: 'yellow' },
  { list: 'known', title: 'Known to the baseline:', color: 'bold' },
  { list: 'held', title: 'Held, and released by an outer scope:', color: 'bold' },
  { list: 'late', title: 'Released late, which nothing awaited:', color: 'bold' },
]

function chapter(listed: readonly Listed[], title: string, paint: Painter): string[] {
  if (listed.length === 0) return []
  const owners = groupBy(listed, ownerTitle)
  const lines = [...owners].flatMap(([owner, own]) => [
    '',
    `   in ${paint.bold(owner)}`,
    ...own.flatMap(entry),
  ])
  return ['', ` ${title}`, ...lines]
}

function entry({ finding }: Listed): string[] {
  const details = sayDetails(finding).map((line) => `         - ${line}`)
  return [`     • ${sayMessage(finding)}`, ...details, ...sayStack(finding).map((line) => `         ${line}`)]
}

function remarksOf(report: Report, { yellow }: Painter): string[] {
  const { unchecked, ...others } = REMARKS
  const lines = [...Object.values(others).flatMap((say) => say(report)), ...unchecked(report).map(yellow)]
  return lines.length === 0 ? [] : ['', ...lines.map((line) => `   ${line}`)]
}
