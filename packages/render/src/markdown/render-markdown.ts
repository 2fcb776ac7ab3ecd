import { KINDS } from '@watertight/findings'
import type { Kind, Report } from '@watertight/findings'
import { sayExtent } from '../extent.ts'
import { listFindings, repairsOf } from '../listed.ts'
import type { Listed, Lists } from '../listed.ts'
import type { Notice, NoticeOptions } from '../notice.ts'
import { REMARKS } from '../remarks.ts'
import { firstOf, plural } from '../words.ts'
import { fitting } from './fitting.ts'
import type { Block } from './fitting.ts'
import { repairBlock } from './repair-block.ts'
import { markdownText } from './escape.ts'

export interface MarkdownOptions extends NoticeOptions {
  /** How many characters there may be; a comment on GitHub may have 65,536. */
  readonly limit?: number
}

/** The report as a comment on a pull request or a job summary; says what it leaves out to stay below the limit. Pure. */
export function renderMarkdown(
  report: Report,
  { limit = 60_000, notices = [] }: MarkdownOptions = {},
): string {
  const lists = listFindings(report)
  const head = [
    headline(report, lists, notices),
    ...sayNotices(notices),
    ...table(lists),
    ...counts(lists),
    ...remarksOf(report),
  ]
  const findings = lists.failing.length + lists.warning.length
  return fitting(head, { findings, all: blocksOf(lists) }, limit)
}

function* blocksOf({ failing, warning }: Lists): Iterable<Block> {
  yield* chapter('Leaks', failing)
  yield* chapter('Warnings', warning)
}

function headline(report: Report, { failing, warning }: Lists, notices: readonly Notice[]): string {
  const sign = failing.length > 0 || notices.some(({ level }) => level === 'error') ? '❌' : '✅'
  const verdict = failing.length > 0 ? plural(failing.length, 'leak') : 'no leaks'
  const also = warning.length > 0 ? `, ${plural(warning.length, 'warning')}` : ''
  return `## Watertight: ${sign} ${verdict}${also} in ${sayExtent(report)}`
}

function sayNotices(notices: readonly Notice[]): string[] {
  const lines = notices.map(({ level, text }) => `- ${SIGNS[level]} ${markdownText(text)}`)
  return lines.length === 0 ? [] : [lines.join('\n')]
}

const SIGNS = { error: '❌', warning: '⚠️' } as const

/** Leaks by kind, in the order in which all reports list kinds. */
function table({ failing, warning }: Lists): string[] {
  const rows = (Object.keys(KINDS) as Kind[]).flatMap((kind) => {
    const cells = [failing, warning].map((list) => sayCount(list, kind))
    return cells.every((cell) => cell === '') ? [] : [`| ${[KINDS[kind].title, ...cells].join(' | ')} |`]
  })
  return rows.length === 0
    ? []
    : [['| kind | leaks | warnings |', '| --- | ---: | ---: |', ...rows].join('\n')]
}

function sayCount(list: readonly Listed[], kind: Kind): string {
  const count = list.filter(({ finding }) => finding.kind === kind).length
  return count === 0 ? '' : String(count)
}

function counts({ known, held, late }: Lists): string[] {
  const parts = [
    ...(known.length > 0 ? [`${known.length} known to the baseline`] : []),
    ...(held.length > 0 ? [`${held.length} held and released by an outer scope`] : []),
    ...(late.length > 0 ? [`${late.length} released late`] : []),
  ]
  return parts.length === 0 ? [] : [`Besides: ${parts.join(', ')}.`]
}

function remarksOf(report: Report): string[] {
  const lines = Object.values(REMARKS).flatMap((say) => firstOf(say(report), MOST_REMARKS))
  return lines.length === 0 ? [] : [lines.map((line) => `- ${markdownText(line)}`).join('\n')]
}

const MOST_REMARKS = 5

/** One block a repair: a cut falls between two of them. */
function* chapter(title: string, listed: readonly Listed[]): Iterable<Block> {
  for (const [index, repair] of repairsOf(listed).entries()) {
    const heading = index === 0 ? [`### ${title}`] : []
    yield { text: [...heading, ...repairBlock(repair)].join('\n\n'), findings: repair.length }
  }
}
