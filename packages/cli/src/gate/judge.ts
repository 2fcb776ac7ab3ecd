import { checkedIn, compareWithBaseline, KINDS, leaksOf, ownerLabel } from '@watertight/findings'
import type {
  BaselineEntry,
  Finding,
  Kind,
  Leak,
  Report,
  ScopeKind,
  StartedContainer,
  Unchecked,
} from '@watertight/findings'
import type { Budget } from './budget.ts'
import { holdBudget } from './hold-budget.ts'
import type { HeldBudget, NamedReport } from './hold-budget.ts'
import { isMissed, listUnseen } from './unchecked.ts'

/** What reports are held to. */
export interface Policy {
  /** The leaks that are known; `null` where no baseline was given, and the reporter's word counts. */
  readonly baseline: readonly BaselineEntry[] | null
  readonly max: ReadonlyMap<Kind, number>
  readonly budgets: readonly Budget[]
  readonly requireConfirmed: boolean
}

/** What a gate says of a leak. */
export type Standing =
  /** New, and it fails. */
  | 'new'
  /** The baseline lists it. */
  | 'known'
  /** New, but no more of its kind than `--max` tolerates. */
  | 'tolerated'
  /** Its kind, or this run, only warns. */
  | 'warning'
  /** Run again, it did not come back each time. */
  | 'refuted'
  /** It has no verdict of `watertight confirm`, and one was required. */
  | 'unconfirmed'

/** A leak after judgement. */
export interface JudgedLeak extends Leak {
  readonly standing: Standing
}

/** The result of a gate. */
export interface Judgement {
  readonly leaks: readonly JudgedLeak[]
  /** Entries of the baseline whose leak was looked for and is gone. */
  readonly fixed: readonly BaselineEntry[]
  readonly budgets: readonly HeldBudget[]
  /** Containers that a command left and that had to be removed. */
  readonly containers: readonly StartedContainer[]
  /** What should have been checked and was not. */
  readonly missed: readonly Unchecked[]
  /** What was not checked and hides nothing that this run could have seen. */
  readonly unchecked: readonly Unchecked[]
  readonly verdict: 'passed' | 'failed' | 'unchecked'
}

/** Judges reports by a policy; `merged` is all of them as one. Pure. */
export function judge(merged: Report, reports: readonly NamedReport[], policy: Policy): Judgement {
  const { root } = merged.environment
  const all = leaksOf(merged)
  const { fixed } = compareWithBaseline(all, policy.baseline ?? [], checkedIn(merged, root))
  const leaks = tolerate(
    all.map((leak) => ({ ...leak, standing: standingOf(leak.finding, policy) })),
    policy,
  )
  const budgets = policy.budgets.map((budget) => holdBudget(budget, reports))
  const containers = commandsOf(merged).flatMap((command) =>
    command.containers.filter(({ removed }) => removed),
  )
  const { missed, unchecked } = splitUnchecked(reports)
  const result = {
    leaks,
    fixed,
    budgets,
    containers,
    missed: [...missed, ...unconfirmedOf(leaks)],
    unchecked,
  }
  return { ...result, verdict: verdictOf(result) }
}

/** Whether a result holds a reason to fail. */
function hasFailed({ leaks, budgets, containers }: Omit<Judgement, 'verdict'>): boolean {
  const isLeaking = leaks.some(({ standing }) => standing === 'new') || containers.length > 0
  return isLeaking || budgets.some(({ state }) => state === 'exceeded')
}

/** What was seen weighs more than what was not: a leak is one whatever else could not be checked. */
function verdictOf(result: Omit<Judgement, 'verdict'>): Judgement['verdict'] {
  if (hasFailed(result)) return 'failed'
  const isBlind = result.missed.length > 0 || result.budgets.some(({ state }) => state === 'unobserved')
  return isBlind ? 'unchecked' : 'passed'
}

function standingOf(finding: Finding, policy: Policy): Standing {
  if (isKnown(finding, policy)) return 'known'
  if (levelOf(finding) === 'warn' && !policy.max.has(finding.kind)) return 'warning'
  if (!policy.requireConfirmed) return 'new'
  if (finding.confirmation === undefined) return 'unconfirmed'
  return finding.confirmation.verdict === 'grows' ? 'new' : 'refuted'
}

function isKnown({ fingerprint, known }: Finding, { baseline }: Policy): boolean {
  return baseline === null ? known === true : baseline.some((entry) => entry.fingerprint === fingerprint)
}

/** What the reporter's baseline knew and this one does not is judged as its kind is. */
function levelOf({ kind, level, known }: Finding): string {
  return known === true ? KINDS[kind].level : level
}

/** Up to `max` of a kind pass; of more of them all are shown, since none is the one too many. */
function tolerate(leaks: readonly JudgedLeak[], { max }: Policy): JudgedLeak[] {
  const counts = new Map<Kind, number>()
  for (const { finding, standing } of leaks)
    if (standing === 'new') counts.set(finding.kind, (counts.get(finding.kind) ?? 0) + 1)
  return leaks.map((leak) => {
    const { kind } = leak.finding
    const isTolerated = leak.standing === 'new' && (counts.get(kind) ?? 0) <= (max.get(kind) ?? 0)
    return isTolerated ? { ...leak, standing: 'tolerated' } : leak
  })
}

function splitUnchecked(reports: readonly NamedReport[]): Pick<Judgement, 'missed' | 'unchecked'> {
  const entries = new Map<string, { entry: Unchecked; missed: boolean }>()
  for (const { report } of reports)
    for (const entry of report.unchecked) {
      const key = JSON.stringify(entry)
      const missed = isMissed(entry, report) || entries.get(key)?.missed === true
      entries.set(key, { entry, missed })
    }
  const all = [...entries.values()]
  const unseen = listUnseen(reports.map(({ report }) => report))
  return {
    missed: [...all.filter(({ missed }) => missed).map(({ entry }) => entry), ...unseen],
    unchecked: all.filter(({ missed }) => !missed).map(({ entry }) => entry),
  }
}

/** A leak without a verdict is neither confirmed nor refuted. */
function unconfirmedOf(leaks: readonly JudgedLeak[]): Unchecked[] {
  return leaks
    .filter(({ standing }) => standing === 'unconfirmed')
    .map(({ finding: { owner } }) => ({
      what: 'confirmation',
      where: ownerLabel(owner),
      why: NEVER_CONFIRMED[owner.scope] ?? 'it has no verdict of `watertight confirm`',
    }))
}

/** What `watertight confirm` never judges, whoever asks. */
const NEVER_CONFIRMED: Readonly<Partial<Record<ScopeKind, string>>> = {
  worker: 'a fixture of a worker left it, which `watertight confirm` cannot repeat',
  run: 'a command left it, which `watertight confirm` cannot run again in parts',
}

function commandsOf({ command, files }: Report) {
  return [...(command === undefined ? [] : [command]), ...files.flatMap((file) => file.command ?? [])]
}
