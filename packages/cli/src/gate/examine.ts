import { mergeReports, nextBaseline } from '@watertight/findings'
import type { BaselineEntry, Report, Reports } from '@watertight/findings'
import { readReport } from '../report/read-report.ts'
import { readBaseline, writeBaseline } from './baseline-file.ts'
import { judge } from './judge.ts'
import type { Judgement, Policy } from './judge.ts'
import type { GateOptions } from './options.ts'
import { requireOneRoot } from './one-root.ts'
import type { ComparedBaseline, GateResult } from './result.ts'

/** Reads reports and baseline, judges, and writes the baseline where that was asked for. Throws a `UsageError`. */
export function examine(paths: readonly string[], options: GateOptions): GateResult {
  const reports = paths.map((path) => ({ path, report: readReport(path) }))
  requireOneRoot(reports, process.cwd())
  const merged = mergeReports(reports.map(({ report }) => report) as unknown as Reports)
  const known = { report: merged, ageMs: ageOf(merged) }
  const policy = policyOf(options)
  const { baseline: path } = options
  if (path === undefined) return { ...known, judgement: judge(merged, reports, policy) }
  const listed = readBaseline(path)
  const baseline = listed ?? []
  const judgement = judge(merged, reports, { ...policy, baseline })
  if (options.update !== true) return { ...known, judgement, baseline: unchanged(path, listed === null) }
  const next = nextBaseline(baseline, judgement.leaks, judgement.fixed, merged.environment.root)
  writeBaseline(path, next)
  return {
    ...known,
    judgement: judge(merged, reports, { ...policy, baseline: next }),
    baseline: changed(path, baseline, next, judgement),
  }
}

function ageOf({ startedAt, durationMs }: Report): number {
  return Date.now() - Date.parse(startedAt) - durationMs
}

function policyOf({ max = new Map(), budget = [], requireConfirmed }: GateOptions): Policy {
  return { baseline: null, max, budgets: budget, requireConfirmed: requireConfirmed === true }
}

function unchanged(path: string, isMissing: boolean): ComparedBaseline {
  return { path, isMissing, isUpdated: false, recorded: 0, dropped: 0 }
}

function changed(
  path: string,
  former: readonly BaselineEntry[],
  next: readonly BaselineEntry[],
  { fixed }: Judgement,
): ComparedBaseline {
  const known = new Set(former.map(({ fingerprint }) => fingerprint))
  const recorded = new Set(next.map(({ fingerprint }) => fingerprint).filter((one) => !known.has(one)))
  return { path, isMissing: false, isUpdated: true, recorded: recorded.size, dropped: fixed.length }
}
