import { printable } from '@watertight/findings'
import type { Report } from '@watertight/findings'
import { disarm } from './disarm.ts'
import { painter } from './paint.ts'
import type { Painter } from './paint.ts'
import { SECTIONS } from './sections.ts'
import { sayExtent } from './extent.ts'
import { LENGTHS, plural, total } from './words.ts'

export interface SummaryOptions {
  /** Path of the written report, as the user gave it. */
  readonly reportPath?: string
  readonly color?: boolean
}

/** What the terminal shows at the end of a run: one line when there is nothing to say. Pure. */
export function renderSummary(report: Report, options: SummaryOptions = {}): string {
  const paint = painter(options.color === true)
  const lines = SECTIONS.flatMap((section) => section(report, paint))
  return [headOf(report, options, paint), ...lines.map((line) => `   ${line}`)].map(disarm).join('\n')
}

/** The first line: the verdict, and the figures beside it. */
export function headOf(report: Report, { reportPath }: SummaryOptions, paint: Painter): string {
  const { summary, slowTeardowns } = report
  const failing = total(summary.failing)
  const warning = total(summary.warning)
  const verdict = failing > 0 ? paint.red(plural(failing, 'leak')) : paint.green('no leaks')
  const also = warning > 0 ? `, ${plural(warning, 'warning')}` : ''
  const where = reportPath === undefined ? '' : ` · ${printable(reportPath, LENGTHS.path)}`
  const notes = [
    ...(summary.held > 0 ? [`${summary.held} held`] : []),
    ...(slowTeardowns.length > 0 ? [plural(slowTeardowns.length, 'slow teardown')] : []),
  ].map((note) => ` · ${note}`)
  return ` ${paint.bold('watertight')}  ${verdict}${also} in ${sayExtent(report)}${notes.join('')}${where}`
}
