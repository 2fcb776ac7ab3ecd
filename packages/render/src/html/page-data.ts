import type { FileReport, Finding, Report, TestReport, WorkerReport } from '@watertight/findings'
import type { FindingLink, PageData, TestRow, TimedValues, Values, WorkerRow } from './page-shape.ts'
import { KINDS } from '@watertight/findings'
import { shown } from './markup.ts'
import { highest, METRICS, valuesOf } from './metrics.ts'
import { verdictOf } from './verdict.ts'

/** Names in a table and a tooltip; the whole name is in the report. */
const LONGEST = 300

interface Ran {
  readonly file: FileReport
  readonly fileIndex: number
  readonly test: TestReport
}

/** What the page's script draws and lists. `anchors` names the element that tells of a finding. */
export function pageData(report: Report, anchors: ReadonlyMap<Finding, string>): PageData {
  const ran = report.files.flatMap((file, fileIndex) => file.tests.map((test) => ({ file, fileIndex, test })))
  const kinds = [...new Set(ran.flatMap(({ test }) => test.findings.map(({ kind }) => kind)))]
  const workers = byProcess(report.workers)
  const link = (finding: Finding): FindingLink => linkOf(finding, kinds.indexOf(finding.kind), anchors)
  return {
    durationMs: report.durationMs,
    metrics: METRICS,
    kinds: kinds.map((kind) => KINDS[kind].title),
    files: report.files.map(({ path }) => shown(path, LONGEST)),
    tests: ran.map((entry) => rowOf(entry, samplesDuring(entry, workers), link)),
    workers: workersOf(report, ran, workers),
  }
}

function linkOf(finding: Finding, kind: number, anchors: ReadonlyMap<Finding, string>): FindingLink {
  const anchor = anchors.get(finding)
  return anchor === undefined ? { kind } : { kind, anchor }
}

function rowOf(
  { test, fileIndex }: Ran,
  during: readonly Values[],
  link: (finding: Finding) => FindingLink,
): TestRow {
  const before = test.before && valuesOf(test.before)
  const after = test.after && valuesOf(test.after)
  const seen = [before, after, ...during].filter((values) => values !== null)
  return {
    name: shown(test.name, LONGEST),
    file: fileIndex,
    ...(test.line === undefined ? {} : { line: test.line }),
    verdict: verdictOf(test),
    ...(test.startedAtMs === undefined ? {} : { startedAtMs: test.startedAtMs }),
    durationMs: test.durationMs,
    before,
    after,
    peak: seen.length === 0 ? null : highest(seen),
    findings: test.findings.map(link),
  }
}

/** What was seen of its worker from outside while a test ran. */
function samplesDuring({ file, test: { startedAtMs, durationMs } }: Ran, workers: Workers): Values[] {
  const samples = workers.get(keyOf(file.worker, file.path))?.samples ?? []
  if (startedAtMs === undefined) return []
  return samples
    .filter(({ atMs }) => atMs >= startedAtMs && atMs <= startedAtMs + durationMs)
    .map((sample) => valuesOf(sample))
}

/** One entry a worker; what merged shards leave unsaid is taken a file at a time. */
function workersOf({ workers }: Report, ran: readonly Ran[], known: Workers): WorkerRow[] {
  const tests = new Map<WorkerReport | string, number[]>(workers.map((worker) => [worker, []]))
  for (const [index, { file, fileIndex }] of ran.entries()) {
    const key = known.get(keyOf(file.worker, file.path)) ?? String(fileIndex)
    const indices = tests.get(key) ?? []
    indices.push(index)
    tests.set(key, indices)
  }
  return [...tests]
    .map(([key, indices]) => workerRow(typeof key === 'string' ? undefined : key, sorted(indices, ran), ran))
    .filter((row) => row.tests.length + row.samples.length > 0)
}

/** Workers by process id and file: in merged reports, processes of several machines have the same ids. */
type Workers = ReadonlyMap<string, WorkerReport>

function byProcess(workers: readonly WorkerReport[]): Workers {
  return new Map(
    workers.flatMap((worker) => worker.files.map((file) => [keyOf(worker.pid, file), worker] as const)),
  )
}

function keyOf(pid: number, file: string): string {
  return `${pid}:${file}`
}

function sorted(indices: readonly number[], ran: readonly Ran[]): number[] {
  const began = (index: number): number => ran[index]?.test.startedAtMs ?? 0
  return indices
    .filter((index) => ran[index]?.test.startedAtMs !== undefined)
    .toSorted((a, b) => began(a) - began(b))
}

function workerRow(
  worker: WorkerReport | undefined,
  tests: readonly number[],
  ran: readonly Ran[],
): WorkerRow {
  const [first = ''] = worker?.files ?? tests.flatMap((index) => ran[index]?.file.path ?? [])
  const more = (worker?.files.length ?? 1) - 1
  const files = `${shown(first, LONGEST)}${more > 0 ? ` and ${more} more` : ''}`
  // Of a process that is just ending, the system says that it uses nothing.
  const samples = (worker?.samples ?? []).filter(({ rssBytes }) => rssBytes > 0)
  return {
    label: worker === undefined ? files : `${files} (${worker.pid})`,
    tests,
    samples: samples.map((sample): TimedValues => ({ atMs: sample.atMs, values: valuesOf(sample) })),
  }
}
