import type { Report, TestReport, WorkerReport } from '@watertight/findings'
import { FIGURES } from './budget.ts'
import type { Budget } from './budget.ts'
import { hasCommand } from './unchecked.ts'

/** What became of a budget. */
export interface HeldBudget extends Budget {
  readonly state: 'held' | 'exceeded' | 'unobserved'
  /** The highest that was observed; `null` where nothing was. */
  readonly peak: number | null
  /** Which test or worker had the peak, where that is known. */
  readonly where?: string
  /** Which report does not have the figure. */
  readonly missing?: string
}

/** A report, and the path that it was read from. */
export interface NamedReport {
  readonly path: string
  readonly report: Report
}

/** Holds the peak of each report to a budget. A report that looked at something and not at this figure proves nothing. */
export function holdBudget(budget: Budget, reports: readonly NamedReport[]): HeldBudget {
  const { key } = FIGURES[budget.name]
  const looked = reports.filter(({ report }) => hasCommand(report) || report.summary.checkedTests > 0)
  const missing = looked.find(({ report }) => report.summary.peak[key] === null)?.path
  const highest = looked.reduce<{ peak: number; report: Report } | null>((best, { report }) => {
    const peak = report.summary.peak[key]
    return peak === null || (best !== null && best.peak >= peak) ? best : { peak, report }
  }, null)
  const where = highest === null ? undefined : placeOfPeak(highest.report, budget, highest.peak)
  return {
    ...budget,
    state: stateOf(budget, highest?.peak ?? null, missing),
    peak: highest?.peak ?? null,
    ...(where === undefined ? {} : { where }),
    ...(missing === undefined ? {} : { missing }),
  }
}

function stateOf({ limit }: Budget, peak: number | null, missing: string | undefined): HeldBudget['state'] {
  if (peak !== null && peak > limit) return 'exceeded'
  return peak === null || missing !== undefined ? 'unobserved' : 'held'
}

function placeOfPeak({ files, workers }: Report, { name }: Budget, peak: number): string | undefined {
  const { key } = FIGURES[name]
  for (const { path, tests } of files)
    for (const { name: test, before, after } of tests)
      if (after?.[key] === peak || before?.[key] === peak) return `${path} > ${test}`
  const worker = workers.find(({ samples }) => samples.some((sample) => valueOf(sample, key) === peak))
  const atMs = worker?.samples.find((sample) => valueOf(sample, key) === peak)?.atMs
  return worker && atMs !== undefined ? sayMoment(worker, atMs, files) : undefined
}

function valueOf(sample: WorkerReport['samples'][number], key: string): unknown {
  return Reflect.get(sample, key)
}

/** The test that a worker ran at a moment, or the worker. */
function sayMoment({ pid, files: paths }: WorkerReport, atMs: number, files: Report['files']): string {
  for (const { path, worker, tests } of files) {
    const test = worker === pid && paths.includes(path) && tests.find((one) => isRunning(one, atMs))
    if (test) return `${path} > ${test.name}`
  }
  return `process ${pid}${paths.length === 1 ? ` (${paths[0] ?? ''})` : ''}`
}

function isRunning({ startedAtMs, durationMs }: TestReport, atMs: number): boolean {
  return startedAtMs !== undefined && startedAtMs <= atMs && atMs <= startedAtMs + durationMs
}
