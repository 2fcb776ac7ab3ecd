import { REPORT_VERSION, summarise } from '@watertight/findings'
import type { FileReport, Finding, Report, TestReport } from '@watertight/findings'

/** A report of these files, with everything else as given. */
export function reportOf(files: readonly FileReport[], given: Partial<Report> = {}): Report {
  const workers = given.workers ?? []
  return {
    $schema: 'urn:watertight:report:1',
    version: REPORT_VERSION,
    tool: { name: '@watertight/vitest', version: '0.1.0' },
    startedAt: '2026-01-31T12:00:00.000Z',
    durationMs: 1234.5,
    environment: {
      node: '20.20.2',
      platform: 'linux',
      arch: 'x64',
      vitest: '4.1.12',
      root: '/home/ada/shop',
    },
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

export function fileOf(given: Partial<FileReport> = {}): FileReport {
  return {
    path: 'test/api.test.ts',
    project: '',
    pool: 'forks',
    worker: 4711,
    state: 'passed',
    durationMs: 80,
    tests: [],
    findings: [],
    ...given,
  }
}

export function testOf(given: Partial<TestReport> = {}): TestReport {
  const sample = {
    descriptors: 24,
    sockets: 2,
    children: 0,
    rssBytes: 9e7,
    heapBytes: 2e7,
    externalBytes: 3e6,
  }
  return {
    id: '1_0',
    name: 'creates a user',
    line: 7,
    state: 'passed',
    startedAtMs: 310,
    durationMs: 40,
    teardownMs: 2.5,
    before: sample,
    after: sample,
    findings: [],
    ...given,
  }
}

/** A server that a test has left, acquired through two calls. */
export function findingOf(given: Partial<Finding> = {}): Finding {
  const place = { file: 'src/server.ts', line: 12, column: 18, function: 'open' }
  return {
    kind: 'server',
    level: 'fail',
    status: 'leaked',
    fingerprint: '0123456789abcdef',
    owner: { scope: 'test', id: '1_0', name: 'creates a user', file: 'test/api.test.ts' },
    facts: { kind: 'server' },
    place,
    stack: [place, { file: 'test/api.test.ts', line: 9, column: 3 }],
    message:
      'A TCP server was opened at src/server.ts:12:18 and still listens after "creates a user" ended. Close it with `await new Promise(done => server.close(done))`.',
    remedy: 'Close it.',
    evidence: ['it accepts connections'],
    ...given,
  }
}

/** The one report of a test with these findings. */
export function leaking(...findings: readonly Finding[]): Report {
  return reportOf([fileOf({ state: 'failed', tests: [testOf({ state: 'failed', findings })] })])
}

/** The report of a command that left a process. */
export function commandReport(findings: readonly Finding[] = [ofCommand()]): Report {
  const command = {
    line: 'python3 -m unittest',
    exitCode: 0,
    signal: null,
    containment: 'cgroup',
    containers: [],
  } as const
  return reportOf([fileOf({ path: command.line, pool: '', findings })], { command })
}

function ofCommand(): Finding {
  const { place: _place, ...placeless } = findingOf({ kind: 'orphan-process', stack: [] })
  return { ...placeless, owner: { scope: 'run', id: '', name: 'python3 -m unittest', file: '' } }
}

/** One finding of each scope and of each thing that may become of it. */
export function mixedReport(): Report {
  const of = (given: Partial<Finding>): Finding => findingOf({ fingerprint: 'fedcba9876543210', ...given })
  const owner = { scope: 'test', id: '', name: '', file: 'test/api.test.ts' } as const
  const findings = [
    of({ kind: 'socket' }),
    of({ kind: 'temp-dir', level: 'warn' }),
    of({ kind: 'timer', level: 'warn', known: true }),
    of({ kind: 'watcher', level: 'warn', status: 'held' }),
    of({ kind: 'pipe', level: 'warn', status: 'late' }),
  ]
  const ofOthers = [
    of({ owner: { ...owner, scope: 'file', name: 'test/api.test.ts' } }),
    of({ owner: { ...owner, scope: 'suite', name: 'users' } }),
    of({ owner: { ...owner, scope: 'worker' } }),
  ]
  const tests = [
    testOf({ state: 'failed', findings }),
    testOf({ name: 'deletes a user' }),
    testOf({ name: 'bans a user', state: 'failed' }),
    testOf({ name: 'invites a user', state: 'skipped', before: null, after: null }),
  ]
  return reportOf([fileOf({ state: 'failed', tests, findings: ofOthers })], {
    unchecked: [{ what: 'descriptors', where: 'test/api.test.ts', why: 'EACCES' }],
  })
}
