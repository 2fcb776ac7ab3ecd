import type { Kind, Report, Unchecked } from '@watertight/findings'

export interface SummaryOptions {
  /** Path of the written report, as the user gave it. */
  readonly reportPath?: string
  readonly color?: boolean
}

/** What the terminal shows at the end of a run: one line when there is nothing to say. Pure. */
export function renderSummary(report: Report, options: SummaryOptions = {}): string {
  const paint = painter(options.color === true)
  const { summary } = report
  const failing = total(summary.failing)
  const warning = total(summary.warning)
  const lines = [
    ...kindLines('leaked', summary.failing, paint.red),
    ...workerMessages(report).map(paint.red),
    ...kindLines('warned of', summary.warning, paint.yellow),
    ...(summary.known > 0 ? [`${summary.known} known ${plural(summary.known, 'leak')} of the baseline`] : []),
    ...(report.fixed.length > 0
      ? [
          `${report.fixed.length} baseline ${plural(report.fixed.length, 'entry', 'entries')} not seen any more: update it with WATERTIGHT_UPDATE=1`,
        ]
      : []),
    ...(summary.held > 0
      ? [
          `${summary.held} held beyond ${summary.held === 1 ? 'its' : 'their'} test, released by an outer scope`,
        ]
      : []),
    ...report.trends.map(
      ({ file, fromBytes, toBytes, tests }) =>
        `memory creeps in ${file}: ${mb(fromBytes)} → ${mb(toBytes)} over ${tests} tests`,
    ),
    ...report.slowTeardowns
      .slice(0, 5)
      .map(({ file, name, teardownMs }) => `slow teardown: ${seconds(teardownMs)} in ${file} > ${name}`),
    ...report.reaped.map(
      ({ pid, command, outcome, signal }) =>
        `${outcome === 'ended' ? `ended with ${signal}` : outcome}: process ${pid} (${clip(command)})`,
    ),
    ...report.staleAllows.map((reason) => `stale \`allow\` entry, nothing matched it: ${clip(reason)}`),
    ...groupUnchecked(report.unchecked).map((line) => paint.yellow(`not checked: ${line}`)),
  ]
  const verdict = failing > 0 ? paint.red(`${failing} ${plural(failing, 'leak')}`) : paint.green('no leaks')
  const also = warning > 0 ? `, ${warning} ${plural(warning, 'warning')}` : ''
  const where = options.reportPath === undefined ? '' : ` · ${options.reportPath}`
  const head = ` ${paint.bold('watertight')}  ${verdict}${also} in ${summary.checkedTests} ${plural(summary.checkedTests, 'test')}${where}`
  return [head, ...lines.map((line) => `   ${line}`)].join('\n')
}

function kindLines(
  verb: string,
  counts: Readonly<Partial<Record<Kind, number>>>,
  paint: (text: string) => string,
): string[] {
  const parts = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`)
  return parts.length === 0 ? [] : [paint(`${verb}: ${parts.join(', ')}`)]
}

/** What a worker leaked comes after Vitest has printed its failures: said here, in full. */
function workerMessages({ files }: Report): string[] {
  const findings = files.flatMap((file) => file.findings)
  return findings
    .filter(({ owner, level }) => owner.scope === 'worker' && level === 'fail')
    .map(({ message }) => message)
}

/** One line a reason, with the places counted: ten files that could not be checked are one thing to know. */
function groupUnchecked(entries: readonly Unchecked[]): string[] {
  const byReason = new Map<string, string[]>()
  for (const { what, where, why } of entries) {
    const key = `${what}\u0000${why}`
    byReason.set(key, [...(byReason.get(key) ?? []), ...(where === undefined ? [] : [where])])
  }
  return [...byReason].map(([key, places]) => {
    const [what = '', why = ''] = key.split('\u0000')
    const shown =
      places.length === 0
        ? ''
        : ` (${places.slice(0, 3).join(', ')}${places.length > 3 ? ` and ${places.length - 3} more` : ''})`
    return `${what}${shown}: ${why}`
  })
}

function total(counts: Readonly<Partial<Record<Kind, number>>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many
}

function mb(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

interface Painter {
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  readonly bold: (text: string) => string
}

function painter(enabled: boolean): Painter {
  const style = (open: number, close: number) => (text: string) =>
    enabled ? `\u001B[${open}m${text}\u001B[${close}m` : text
  return { red: style(31, 39), green: style(32, 39), yellow: style(33, 39), bold: style(1, 22) }
}
