import type {
  FileReport,
  Finding,
  Kind,
  Report,
  Sample,
  SlowTeardown,
  Summary,
  TestReport,
  Unchecked,
} from '@watertight/findings'
import { REPORT_VERSION } from '@watertight/findings'
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
}

/** The report of a run, from the records of its files. Pure. */
export function buildReport(records: readonly FileRecord[], gathered: Gathered): Report {
  const files = records.map((record) => record.report).toSorted((a, b) => compare(a.path, b.path))
  return {
    $schema: SCHEMA_ID,
    version: REPORT_VERSION,
    ...gathered,
    summary: summarise(files),
    files,
    trends: records.flatMap((record) => record.trend ?? []),
    slowTeardowns: files.flatMap(slowTeardownsOf),
    unchecked: distinct([...gathered.unchecked, ...records.flatMap((record) => record.unchecked)]),
  }
}

/** `$id` of the schema that `@watertight/findings` publishes. */
const SCHEMA_ID = 'urn:watertight:report:1'

/** All findings of a file: those of its tests and its own. */
export function findingsOf(file: FileReport): Finding[] {
  return [...file.tests.flatMap((test) => test.findings), ...file.findings]
}

function summarise(files: readonly FileReport[]): Summary {
  const tests = files.flatMap((file) => file.tests)
  const findings = files.flatMap(findingsOf)
  const leaked = findings.filter((finding) => finding.status === 'leaked')
  return {
    files: files.length,
    tests: tests.length,
    checkedTests: tests.filter((test) => test.after !== null).length,
    failing: countByKind(findings.filter((finding) => finding.level === 'fail')),
    warning: countByKind(leaked.filter((finding) => finding.level === 'warn' && finding.known !== true)),
    held: findings.filter((finding) => finding.status === 'held').length,
    late: findings.filter((finding) => finding.status === 'late').length,
    known: findings.filter((finding) => finding.known === true).length,
    peak: peakOf(tests),
  }
}

function countByKind(findings: readonly Finding[]): Partial<Record<Kind, number>> {
  const counts: Partial<Record<Kind, number>> = {}
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

function peakOf(tests: readonly TestReport[]): Sample {
  const samples = tests.flatMap(({ before, after }) => [before, after]).filter((sample) => sample !== null)
  const peak = (key: keyof Sample): number | null => {
    let highest: number | null = null
    for (const sample of samples) {
      const value = sample[key]
      if (value !== null && (highest === null || value > highest)) highest = value
    }
    return highest
  }
  return {
    descriptors: peak('descriptors'),
    sockets: peak('sockets'),
    children: peak('children'),
    rssBytes: peak('rssBytes'),
    heapBytes: peak('heapBytes'),
    externalBytes: peak('externalBytes'),
  }
}

function slowTeardownsOf({ path, tests }: FileReport): SlowTeardown[] {
  return tests
    .filter((test) => test.teardownMs >= SLOW_TEARDOWN_MS)
    .map(({ name, teardownMs }) => ({ name, file: path, teardownMs }))
}

function distinct(entries: readonly Unchecked[]): Unchecked[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()]
}

/** Code unit order: the same on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
