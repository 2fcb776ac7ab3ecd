import { KINDS, printable } from '@watertight/findings'
import type { Report } from '@watertight/findings'
import { anchorOf } from '../anchor.ts'
import type { Anchor } from '../anchor.ts'
import { sayDetails, sayMessage } from '../finding-words.ts'
import { listFindings } from '../listed.ts'
import type { Listed } from '../listed.ts'
import type { NoticeOptions } from '../notice.ts'
import { REMARKS } from '../remarks.ts'
import { commandData, commandProperty } from './escape.ts'

/**
 * Workflow commands that make GitHub show each leak beside the line that acquired it. GitHub shows the first ten
 * errors and the first ten warnings of a step, so that what fails comes first and what a baseline knows is left out. Pure.
 */
export function renderGithub(report: Report, { notices = [] }: NoticeOptions = {}): string {
  const { failing, warning } = listFindings(report)
  const lines = [
    ...notices.map(({ level, text }) => command(level, { title: 'Watertight gate' }, text)),
    ...failing.map((listed) => annotation('error', listed)),
    ...warning.map((listed) => annotation('warning', listed)),
    ...REMARKS.unchecked(report).map((line) => command('notice', { title: 'Watertight' }, line)),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function annotation(level: Level, listed: Listed): string {
  const { finding } = listed
  const title = `${KINDS[finding.kind].title} ${STATUSES[finding.status]}`
  const message = [sayMessage(finding), ...sayDetails(finding)].join('\n')
  return command(level, { title, ...placeOf(anchorOf(listed)) }, message)
}

type Level = 'error' | 'warning' | 'notice'

const STATUSES = { leaked: 'leaked', held: 'held for too long', late: 'released late' } as const

function placeOf(anchor: Anchor | undefined): Record<string, string | number> {
  if (anchor === undefined) return {}
  const { file, line, column } = anchor
  return {
    // Uncut as far as paths go: GitHub must find the file.
    file: printable(file, LONGEST_PATH),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { col: column }),
  }
}

const LONGEST_PATH = 1024

function command(level: Level, properties: Readonly<Record<string, string | number>>, text: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${commandProperty(String(value))}`)
  return `::${level} ${list.join(',')}::${commandData(text)}`
}
