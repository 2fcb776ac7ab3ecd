import { byCodeUnits } from './code-units.ts'
import { distinct } from './distinct.ts'
import type { FileReport, Report, WorkerReport } from './report.ts'
import { findingsOf, summarise } from './summarise.ts'

/** At least one report. */
export type Reports = readonly [Report, ...Report[]]

/**
 * One report of several: shards, projects, commands. Times count from the start of the first. What was given twice,
 * as a copy or as a part of a merged report, is there once: as it was given last, be it confirmed meanwhile.
 */
export function mergeReports(reports: Reports): Report {
  const [first, ...others] = distinct(reports) as unknown as Reports
  return others.length === 0 ? first : merged([first, ...others])
}

function merged(reports: Reports): Report {
  const beganMs = Math.min(...reports.map(startOf))
  const rebased = reports.map((report) => rebase(report, startOf(report) - beganMs))
  const files = lastOf(rebased.flatMap(filesOf), identityOf).toSorted((a, b) => byCodeUnits(a.path, b.path))
  const workers = lastOf(
    rebased.flatMap((report) => report.workers),
    identityOfWorker,
  ).toSorted((a, b) => firstSampleMs(a) - firstSampleMs(b) || a.pid - b.pid)
  const [{ $schema, version, tool }] = reports
  return {
    $schema,
    version,
    tool,
    startedAt: new Date(beganMs).toISOString(),
    durationMs: Math.max(...rebased.map(({ durationMs }) => durationMs)),
    environment: environmentOf(reports),
    summary: summarise(files, workers),
    files,
    workers,
    ...listsOf(reports, files),
  }
}

function startOf({ startedAt }: Report): number {
  return Date.parse(startedAt)
}

/** The same report, counted from another start. */
function rebase(report: Report, byMs: number): Report {
  const files = report.files.map((file) => ({
    ...file,
    tests: file.tests.map((test) =>
      test.startedAtMs === undefined ? test : { ...test, startedAtMs: test.startedAtMs + byMs },
    ),
  }))
  const workers = report.workers.map((worker) => ({
    ...worker,
    samples: worker.samples.map((sample) => ({ ...sample, atMs: sample.atMs + byMs })),
  }))
  return { ...report, durationMs: report.durationMs + byMs, files, workers }
}

/** Among other files, the one that stands for a command says so itself. */
function filesOf({ files, command }: Report): readonly FileReport[] {
  return command === undefined ? files : files.map((file) => ({ ...file, command }))
}

function lastOf<T>(values: readonly T[], identity: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [identity(value), value])).values()]
}

/** What no two executions of one file share: the tests began at the same moment, and took as long. */
function identityOf({ path, project, worker, durationMs, tests }: FileReport): string {
  const times = tests.map((test) => [test.id, test.startedAtMs, test.durationMs])
  return JSON.stringify([path, project, worker, durationMs, times])
}

/** Containers use the same process ids again and again. */
function identityOfWorker({ pid, files, samples }: WorkerReport): string {
  return JSON.stringify([pid, files, samples])
}

function firstSampleMs({ samples: [first] }: WorkerReport): number {
  return first?.atMs ?? 0
}

/** The root is that of the first: the paths below it are the same on every machine. */
function environmentOf(reports: Reports): Report['environment'] {
  const all = (key: 'node' | 'platform' | 'arch' | 'vitest'): string =>
    distinct(reports.map(({ environment }) => environment[key]).filter((value) => value !== '')).join(', ')
  const [{ environment }] = reports
  return {
    node: all('node'),
    platform: all('platform'),
    arch: all('arch'),
    vitest: all('vitest'),
    root: environment.root,
  }
}

function listsOf(reports: Reports, files: readonly FileReport[]) {
  return {
    trends: distinct(reports.flatMap(({ trends }) => trends)),
    slowTeardowns: distinct(reports.flatMap(({ slowTeardowns }) => slowTeardowns)),
    unchecked: distinct(reports.flatMap(({ unchecked }) => unchecked)),
    reaped: distinct(reports.flatMap(({ reaped }) => reaped)),
    staleAllows: staleAllowsOf(reports),
    fixed: fixedOf(reports, files),
  }
}

/** What is stale in one shard may be needed in another one. What a command was allowed, no other report knows. */
function staleAllowsOf(reports: Reports): string[] {
  const runs = reports.filter(({ command }) => command === undefined)
  const commands = reports.filter(({ command }) => command !== undefined)
  const everywhere = runs
    .flatMap(({ staleAllows }) => staleAllows)
    .filter((reason) => runs.every(({ staleAllows }) => staleAllows.includes(reason)))
  return distinct([...everywhere, ...commands.flatMap(({ staleAllows }) => staleAllows)])
}

function fixedOf(reports: Reports, files: readonly FileReport[]): string[] {
  const seen = new Set(files.flatMap(findingsOf).map(({ fingerprint }) => fingerprint))
  return distinct(reports.flatMap(({ fixed }) => fixed)).filter((fingerprint) => !seen.has(fingerprint))
}
