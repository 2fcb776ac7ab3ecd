import type { FileReport, Report, Unchecked } from '@watertight/findings'

/** What becomes of something that a report says was not checked. */
interface Treatment {
  /** `missed`: this run should have seen it, and the gate does not pass. `said`: nothing is hidden by it. */
  readonly effect: 'missed' | 'said' | ((entry: Unchecked, report: Report) => 'missed' | 'said')
  /** For the documentation. */
  readonly reason: string
}

/**
 * Every `what` that the reporter and `watertight run` leave in `unchecked`. The rule: what this system never shows to
 * anybody is said, or nobody could switch the gate on there; what this very run failed to look at is missed.
 */
export const TREATMENTS: Readonly<Record<string, Treatment>> = {
  run: { effect: 'missed', reason: 'it was interrupted, as by `bail` or Ctrl+C, before all of it had run' },
  worker: { effect: 'missed', reason: 'a test file ran, and nobody observed it' },
  file: {
    effect: 'missed',
    reason:
      'the observer failed in it, its worker ended before the verdict, it failed before its first test, or it never started',
  },
  'worker fixtures': { effect: 'missed', reason: 'the run ended before they were torn down and judged' },
  descriptors: {
    effect: ({ where }) => (where === undefined ? 'said' : 'missed'),
    reason: 'of a file: there was no descriptor left to look with; of a system: it does not list them',
  },
  processes: {
    effect: (_entry, report) => (hasCommand(report) ? 'missed' : 'said'),
    reason:
      'this system does not tell whose they are, which for `watertight run` is all that there is to see',
  },
  project: { effect: 'said', reason: 'browser tests and benchmarks are never observed' },
  'orphaned processes': {
    effect: 'said',
    reason: 'this system shows nobody’s environment; children are seen',
  },
  children: {
    effect: 'said',
    reason: 'this system does not list them; what tests start by Node is recorded',
  },
  sockets: { effect: 'said', reason: 'this system does not list them; what tests open by Node is recorded' },
  cgroup: { effect: 'said', reason: 'processes were known by their marks' },
  environments: { effect: 'said', reason: 'processes of other users hide theirs, on every system' },
  containers: { effect: 'said', reason: 'they are named, and no leak, unless `run` was told to remove them' },
  baseline: { effect: 'said', reason: 'the reporter then knows no leak; the gate reads its baseline itself' },
  timeline: { effect: 'said', reason: 'without it a peak within a test is not seen, only those at its ends' },
}

/** What a report should have checked and did not; what is not in the table is nothing that may be passed over. */
export function isMissed(entry: Unchecked, report: Report): boolean {
  const known = Object.hasOwn(TREATMENTS, entry.what) ? TREATMENTS[entry.what] : undefined
  const effect = known?.effect ?? 'missed'
  return (typeof effect === 'function' ? effect(entry, report) : effect) === 'missed'
}

/** What no entry says, but the report shows: files without a verdict, and no test at all. */
export function listUnseen(reports: readonly Report[]): Unchecked[] {
  const unseen = reports.flatMap((report) => report.files).flatMap((file) => whyUnseen(file) ?? [])
  const isEmpty = !reports.some(hasCommand) && reports.every(({ summary }) => summary.checkedTests === 0)
  const where = 'a gate does not pass because nobody looked'
  return [...unseen, ...(isEmpty ? [{ what: 'tests', why: `none was checked, and ${where}` }] : [])]
}

/** Of a file that failed at its import or in `beforeAll`, no test has shown what it leaves. */
function whyUnseen({ path, state, tests, findings, pool }: FileReport): Unchecked | null {
  if (state === 'pending') return { what: 'file', where: path, why: 'its worker ended before it was judged' }
  const isCommand = pool === ''
  const hasStarted = tests.length > 0 || findings.length > 0 || isCommand
  return state === 'failed' && !hasStarted
    ? { what: 'file', where: path, why: 'it failed before any test of it ran' }
    : null
}

/** Whether `watertight run` wrote it, or a part of it. */
export function hasCommand({ command, files }: Report): boolean {
  return command !== undefined || files.some((file) => file.command !== undefined)
}
