import { REPORT_SCHEMA, REPORT_VERSION, summarise } from '@watertight/findings'
import type { CommandReport, FileReport, Finding, Report, Sample, TestReport } from '@watertight/findings'

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
    message: 'A TCP server was opened at test/api.test.ts:12:18. Close it.',
    remedy: 'Close it.',
    evidence: [],
    ...given,
  }
}

/** What every test of these reports saw. */
export const SAMPLE: Sample = {
  descriptors: 20,
  sockets: 2,
  children: 0,
  rssBytes: 100 * 1024 ** 2,
  heapBytes: 20 * 1024 ** 2,
  externalBytes: 1024 ** 2,
}

export function testOf(given: Partial<TestReport> = {}): TestReport {
  return {
    id: '1_0',
    name: 'creates a user',
    state: 'passed',
    startedAtMs: 10,
    durationMs: 4,
    teardownMs: 1,
    before: SAMPLE,
    after: SAMPLE,
    findings: [],
    ...given,
  }
}

export function fileOf(given: Partial<FileReport> = {}): FileReport {
  return {
    path: 'test/api.test.ts',
    project: '',
    pool: 'forks',
    worker: 4711,
    state: 'passed',
    durationMs: 8,
    tests: [testOf()],
    findings: [],
    ...given,
  }
}

/** A report of one file with one test that leaks this. */
export function leaking(...findings: readonly Finding[]): Report {
  return reportOf({ files: [fileOf({ tests: [testOf({ findings })] })] })
}

/** A report of one checked test, unless something else is given; its summary fits its files. */
export function reportOf(given: Partial<Report> = {}): Report {
  const { files = [fileOf()], workers = [] } = given
  return {
    $schema: REPORT_SCHEMA,
    version: REPORT_VERSION,
    tool: { name: '@watertight/vitest', version: '0.1.0' },
    startedAt: '2026-01-31T12:00:00.000Z',
    durationMs: 100,
    environment: { node: '24.1.0', platform: 'linux', arch: 'x64', vitest: '4.1.12', root: '/home/ada/shop' },
    summary: summarise(files, workers),
    files,
    workers,
    trends: [],
    slowTeardowns: [],
    unchecked: [],
    reaped: [],
    staleAllows: [],
    fixed: [],
    ...given,
  }
}

/** A report of `watertight run`. */
export function commandReport(given: Partial<CommandReport> = {}, more: Partial<Report> = {}): Report {
  const line = 'sh suite.sh'
  const command: CommandReport = {
    line,
    exitCode: 0,
    signal: null,
    containment: 'cgroup',
    containers: [],
    ...given,
  }
  return reportOf({ files: [fileOf({ path: line, pool: '', tests: [] })], command, ...more })
}
