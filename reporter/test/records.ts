import type { FileReport, Finding, Report, Sample, TestReport } from '@watertight/findings'
import { buildReport } from '../src/main/collect.ts'
import type { Gathered } from '../src/main/collect.ts'
import type { FileRecord } from '../src/worker/file-record.ts'

export const ROOT = '/home/ada/shop'

/** A leaked server of one test, unless something else is given. */
export function findingOf(given: Partial<Finding> = {}): Finding {
  return {
    kind: 'server',
    level: 'fail',
    status: 'leaked',
    fingerprint: '0123456789abcdef',
    owner: { scope: 'test', id: '1_0', name: 'creates a user', file: 'test/api.test.ts' },
    facts: { kind: given.kind ?? 'server' },
    place: { file: 'test/api.test.ts', line: 12, column: 18 },
    stack: [{ file: 'test/api.test.ts', line: 12, column: 18 }],
    message: 'A TCP server was opened.',
    remedy: 'Close it.',
    evidence: [],
    ...given,
  }
}

export function sampleOf(given: Partial<Sample> = {}): Sample {
  return {
    descriptors: 20,
    sockets: 0,
    children: 0,
    rssBytes: 9e7,
    heapBytes: 2e7,
    externalBytes: 1e6,
    ...given,
  }
}

export function testOf(given: Partial<TestReport> = {}): TestReport {
  return {
    id: '1_0',
    name: 'creates a user',
    state: 'passed',
    durationMs: 4,
    teardownMs: 1,
    before: sampleOf(),
    after: sampleOf(),
    findings: [],
    ...given,
  }
}

export function recordOf(report: Partial<FileReport> = {}, given: Partial<FileRecord> = {}): FileRecord {
  return {
    version: 1,
    report: {
      path: 'test/api.test.ts',
      project: '',
      pool: 'forks',
      worker: 4711,
      state: 'passed',
      durationMs: 8,
      tests: [],
      findings: [],
      ...report,
    },
    trend: null,
    unchecked: [],
    allowed: [],
    processes: [],
    workerPid: 4711,
    ...given,
  }
}

/** The report of these records, gathered by a main process that had nothing to add. */
export function reportOf(records: readonly FileRecord[], given: Partial<Gathered> = {}): Report {
  return buildReport(records, {
    tool: { name: '@watertight/vitest', version: '0.1.0' },
    startedAt: '2026-01-31T12:00:00.000Z',
    durationMs: 10,
    environment: { node: 'v20', platform: 'linux', arch: 'x64', vitest: '4.1.12', root: ROOT },
    workers: [],
    reaped: [],
    staleAllows: [],
    fixed: [],
    unchecked: [],
    ...given,
  })
}
