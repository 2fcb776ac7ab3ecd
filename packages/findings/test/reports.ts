import { type Finding, KINDS, type Report, REPORT_VERSION, type Sample } from '../src/index.ts'
import { owner } from './samples.ts'

/** The same type with no field left out. */
type Full<T> = T extends readonly (infer Item)[]
  ? readonly Full<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]-?: Full<T[Key]> }
    : T

const sample: Sample = {
  descriptors: 24,
  sockets: 2,
  children: 0,
  rssBytes: 9e7,
  heapBytes: 2e7,
  externalBytes: 3e6,
}

const unobserved: Sample = {
  descriptors: null,
  sockets: null,
  children: null,
  rssBytes: null,
  heapBytes: null,
  externalBytes: null,
}

const counts = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, 1])) as Full<
  Report['summary']['failing']
>

const frame = { file: 'test/api.test.ts', line: 12, column: 18 }

const smallFinding: Finding = {
  kind: 'server',
  level: 'fail',
  status: 'leaked',
  fingerprint: '0123456789abcdef',
  owner,
  facts: { kind: 'server' },
  stack: [frame],
  message: 'A TCP server was opened.',
  remedy: 'Close it.',
  evidence: [],
}

const placedFinding: Finding = { ...smallFinding, place: frame }

const fullFinding: Full<Finding> = {
  ...smallFinding,
  facts: {
    kind: 'server',
    count: 2,
    fd: 21,
    path: 'data/users.csv',
    localAddress: '127.0.0.1',
    localPort: 4821,
    remoteAddress: '127.0.0.1',
    remotePort: 51234,
    protocol: 'http',
    connections: 3,
    pid: 1234,
    command: 'node server.js',
    listens: ['127.0.0.1:8000'],
    delayMs: 50,
    repeats: true,
    url: 'GET /users',
    name: 'data',
    className: 'EventEmitter',
    beforeBytes: 2e7,
    afterBytes: 9e7,
    client: 'pg',
    target: 'anon_inode:inotify',
  },
  place: { ...frame, function: 'open', via: 'pg', digest: { line: '0123456789ab', file: 'ba9876543210' } },
  stack: [{ ...frame, function: 'open' }],
  suspects: ['creates a user', 'deletes a user'],
  known: true,
  rule: 'require-release',
  confirmation: { verdict: 'grows', runs: 5, seen: 5 },
}

const command: Full<NonNullable<Report['command']>> = {
  line: 'python3 -m unittest',
  exitCode: 0,
  signal: 'SIGTERM',
  containment: 'cgroup',
  containers: [{ id: 'f00dbabe', name: 'shop-db-1', image: 'postgres:18-alpine', removed: true }],
}

/** A report in which every field is set that can be. */
export const fullReport: Full<Report> = {
  $schema: 'urn:watertight:report:1',
  version: REPORT_VERSION,
  tool: { name: '@watertight/vitest', version: '0.1.0' },
  startedAt: '2026-01-31T12:00:00.000Z',
  durationMs: 1234.5,
  environment: { node: '20.20.2', platform: 'linux', arch: 'x64', vitest: '4.1.12', root: '/home/ada/shop' },
  command,
  summary: {
    files: 1,
    tests: 1,
    checkedTests: 1,
    failing: counts,
    warning: counts,
    held: 0,
    late: 0,
    known: 0,
    peak: sample,
  },
  files: [
    {
      path: 'test/api.test.ts',
      project: 'unit',
      pool: 'forks',
      worker: 4711,
      state: 'failed',
      durationMs: 80,
      tests: [
        {
          id: '1_0',
          name: 'creates a user',
          line: 7,
          state: 'failed',
          failedItself: true,
          startedAtMs: 310,
          durationMs: 40,
          teardownMs: 2.5,
          before: sample,
          after: sample,
          findings: [fullFinding],
        },
      ],
      findings: [fullFinding],
      command,
    },
  ],
  workers: [
    {
      pid: 4711,
      files: ['test/api.test.ts'],
      samples: [{ atMs: 250, rssBytes: 9e7, cpuPercent: 12.5, descriptors: 24, children: 1 }],
    },
  ],
  trends: [
    {
      file: 'test/api.test.ts',
      kind: 'heap-memory',
      fromBytes: 2e7,
      toBytes: 6e7,
      tests: 40,
      bytesPerTest: 1e6,
    },
  ],
  slowTeardowns: [{ name: 'creates a user', file: 'test/api.test.ts', teardownMs: 900 }],
  unchecked: [{ what: 'descriptors', where: 'test/api.test.ts', why: 'EACCES' }],
  reaped: [
    { pid: 1234, command: 'node server.js', signal: 'SIGTERM', outcome: 'ended', owner: 'creates a user' },
  ],
  staleAllows: ['allow[0]: shared cache'],
  fixed: ['0123456789abcdef'],
}

const { command: _command, ...commandless } = fullReport

/** The same report with everything optional left out, but for a place; what was not observed is null. */
export const smallReport: Report = {
  ...commandless,
  summary: { ...fullReport.summary, failing: {}, warning: {}, peak: unobserved },
  files: fullReport.files.map(({ command: _command, ...file }) => ({
    ...file,
    findings: [smallFinding, placedFinding],
    tests: file.tests.map(
      ({ line: _line, startedAtMs: _startedAtMs, failedItself: _failedItself, ...test }) => ({
        ...test,
        before: unobserved,
        after: unobserved,
        findings: [smallFinding, placedFinding],
      }),
    ),
  })),
  unchecked: [{ what: 'descriptors', why: 'EACCES' }],
  reaped: [{ pid: 1234, command: 'node server.js', signal: 'SIGKILL', outcome: 'survived' }],
}

/** The same report when no process could be sampled at all. */
export const unsampledReport: Report = {
  ...smallReport,
  files: smallReport.files.map((file) => ({
    ...file,
    tests: file.tests.map((test) => ({ ...test, before: null, after: null })),
  })),
}
