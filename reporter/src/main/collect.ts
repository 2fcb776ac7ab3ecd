import { byCodeUnits, distinct, REPORT_SCHEMA, REPORT_VERSION, summarise } from '@watertight/findings'
import type { FileReport, Report, SlowTeardown, Unchecked } from '@watertight/findings'
import { workersOf } from './carried-timeline.ts'
import type { CarriedTimeline } from './carried-timeline.ts'
import type { FileRecord } from '../worker/file-record.ts'
import { META_KEY } from '../worker/file-record.ts'
import type { TestModuleLike } from './vitest-types.ts'

/** A teardown that takes longer than this is worth a line in the summary. */
const SLOW_TEARDOWN_MS = 1000

/** The record that a worker left on a file; `undefined` when nobody observed it. */
export function recordOf({ task }: TestModuleLike): FileRecord | undefined {
  return task.meta[META_KEY] as FileRecord | undefined
}

/** What the main process itself adds to a report. */
export interface Gathered extends Pick<
  Report,
  'tool' | 'startedAt' | 'durationMs' | 'environment' | 'workers' | 'reaped' | 'staleAllows' | 'fixed'
> {
  readonly unchecked: readonly Unchecked[]
  /** What shards saw of their workers, in a run that merges them. */
  readonly timelines?: readonly CarriedTimeline[]
}

/** The report of a run, from the records of its files. Pure. */
export function buildReport(
  records: readonly FileRecord[],
  { timelines = [], ...gathered }: Gathered,
): Report {
  const recorded = records.map((record) => record.report).toSorted((a, b) => byCodeUnits(a.path, b.path))
  const beganMs = beginningOf(recorded, Date.parse(gathered.startedAt))
  const files = recorded.map((file) => sinceStart(file, beganMs))
  const workers = [...gathered.workers, ...workersOf(timelines, beganMs)]
  return {
    $schema: REPORT_SCHEMA,
    version: REPORT_VERSION,
    ...gathered,
    startedAt: new Date(beganMs).toISOString(),
    durationMs: Math.max(gathered.durationMs, lastEndOf(files)),
    summary: summarise(files, workers),
    files,
    workers,
    trends: records.flatMap((record) => record.trend ?? []),
    slowTeardowns: files.flatMap(slowTeardownsOf),
    unchecked: distinct([...gathered.unchecked, ...records.flatMap((record) => record.unchecked)]),
  }
}

/** When the run began: the tests of merged shards ran long before they were merged. */
function beginningOf(files: readonly FileReport[], startedMs: number): number {
  let earliest = startedMs
  for (const { tests } of files)
    for (const { startedAtMs = earliest } of tests) earliest = Math.min(earliest, startedAtMs)
  return earliest
}

/** When the last test ended, since the start: merging takes a moment, what is merged took longer. */
function lastEndOf(files: readonly FileReport[]): number {
  let last = 0
  for (const { tests } of files)
    for (const { startedAtMs = 0, durationMs } of tests) last = Math.max(last, startedAtMs + durationMs)
  return last
}

function sinceStart(file: FileReport, beganMs: number): FileReport {
  const tests = file.tests.map((test) =>
    test.startedAtMs === undefined ? test : { ...test, startedAtMs: Math.round(test.startedAtMs - beganMs) },
  )
  return { ...file, tests }
}

function slowTeardownsOf({ path, tests }: FileReport): SlowTeardown[] {
  return tests
    .filter((test) => test.teardownMs >= SLOW_TEARDOWN_MS)
    .map(({ name, teardownMs }) => ({ name, file: path, teardownMs }))
}
