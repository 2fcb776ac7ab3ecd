import type { BaselineEntry, Finding, Report, Unchecked } from '@watertight/findings'
import { EXIT } from '../ending.ts'
import type { HeldBudget } from './hold-budget.ts'
import type { Judgement, Standing } from './judge.ts'

/** What is said of a gate. */
export interface GateResult {
  readonly judgement: Judgement
  /** All reports as one. */
  readonly report: Report
  /** How long ago the run ended. */
  readonly ageMs: number
  readonly baseline?: ComparedBaseline
}

/** The baseline, and what was changed in it. */
export interface ComparedBaseline {
  readonly path: string
  /** There is no such file yet. */
  readonly isMissing: boolean
  readonly isUpdated: boolean
  readonly recorded: number
  readonly dropped: number
}

/** How a process ends that comes to a verdict. */
export const CODES: Readonly<Record<Judgement['verdict'], number>> = {
  passed: EXIT.success,
  failed: EXIT.failure,
  unchecked: EXIT.unchecked,
}

/** The result for machines. */
interface GateJson {
  readonly verdict: Judgement['verdict']
  readonly exitCode: number
  readonly checkedTests: number
  readonly leaks: readonly (Finding & { readonly standing: Standing; readonly project: string })[]
  readonly budgets: readonly HeldBudget[]
  readonly containers: Judgement['containers']
  readonly baseline: (ComparedBaseline & { readonly fixed: readonly BaselineEntry[] }) | null
  readonly missed: readonly Unchecked[]
  readonly unchecked: readonly Unchecked[]
}

/** The result as a plain object. */
export function toJson({ judgement, report, baseline }: GateResult): GateJson {
  const { verdict, leaks, budgets, containers, fixed, missed, unchecked } = judgement
  return {
    verdict,
    exitCode: CODES[verdict],
    checkedTests: report.summary.checkedTests,
    leaks: leaks.map(({ finding, project, standing }) => ({ standing, project, ...finding })),
    budgets,
    containers,
    baseline: baseline === undefined ? null : { ...baseline, fixed },
    missed,
    unchecked,
  }
}
