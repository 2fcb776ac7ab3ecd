import { REPORT_SCHEMA, REPORT_VERSION, summarise } from '@watertight/findings'
import type {
  FileReport,
  Finding,
  Report,
  Sample,
  TestReport,
  WorkerReport,
  WorkerSample,
} from '@watertight/findings'

const MB = 1024 ** 2

/** A report of these files and workers, with whatever else is given. */
export function reportOf(
  files: readonly FileReport[],
  workers: readonly WorkerReport[] = [],
  more: Partial<Report> = {},
): Report {
  return {
    $schema: REPORT_SCHEMA,
    version: REPORT_VERSION,
    tool: { name: '@watertight/vitest', version: '0.1.0' },
    startedAt: '2026-11-27T09:30:00.000Z',
    durationMs: 3000,
    environment: { node: 'v24.11.0', platform: 'linux', arch: 'x64', vitest: '4.1.12', root: '/shop' },
    summary: summarise(files, workers),
    files,
    workers,
    trends: [],
    slowTeardowns: [],
    unchecked: [],
    reaped: [],
    staleAllows: [],
    fixed: [],
    ...more,
  }
}

/** A file of tests, which ran in the worker 100. */
export function fileOf(
  path: string,
  tests: readonly TestReport[],
  more: Partial<FileReport> = {},
): FileReport {
  return {
    path,
    project: '',
    pool: 'forks',
    worker: 100,
    state: 'passed',
    durationMs: 1000,
    tests,
    findings: [],
    ...more,
  }
}

/** A test that passed, and held the same before and after. */
export function testOf(name: string, more: Partial<TestReport> = {}): TestReport {
  return {
    id: name,
    name,
    state: 'passed',
    startedAtMs: 0,
    durationMs: 1000,
    teardownMs: 1,
    before: sampleOf(),
    after: sampleOf(),
    findings: [],
    ...more,
  }
}

function sampleOf(more: Partial<Sample> = {}): Sample {
  const memory = { rssBytes: 60 * MB, heapBytes: 12 * MB, externalBytes: 3 * MB }
  return { descriptors: 20, sockets: 0, children: 0, ...memory, ...more }
}

/** A server that a test left open. */
export function findingOf(more: Partial<Finding> = {}): Finding {
  return {
    kind: 'server',
    level: 'fail',
    status: 'leaked',
    fingerprint: '0123456789abcdef',
    owner: { scope: 'test', id: '1', name: 'creates a user', file: 'test/api.test.ts' },
    facts: { kind: 'server', localAddress: '127.0.0.1', localPort: 4821 },
    place: { file: 'test/api.test.ts', line: 3, column: 18 },
    stack: [{ file: 'test/api.test.ts', line: 3, column: 18, function: 'startServer' }],
    message:
      'A TCP server was opened at test/api.test.ts:3:18 and still listens. Close it with `server.close()`.',
    remedy: 'Close it with `server.close()`.',
    evidence: [],
    ...more,
  }
}

export function workerOf(
  pid: number,
  files: readonly string[],
  samples: readonly Partial<WorkerSample>[],
): WorkerReport {
  const whole = samples.map((sample) => ({
    atMs: 0,
    rssBytes: 60 * MB,
    cpuPercent: 10,
    descriptors: 20,
    children: 0,
    ...sample,
  }))
  return { pid, files, samples: whole }
}

/** Three tests, of which the second leaves a server open; sampled meanwhile. */
export function leakingReport(more: Partial<Report> = {}): Report {
  const path = 'test/api.test.ts'
  const tests = [
    testOf('lists users'),
    testOf('creates a user', {
      state: 'failed',
      startedAtMs: 1000,
      line: 2,
      after: sampleOf({ descriptors: 22, sockets: 1, rssBytes: 90 * MB }),
      findings: [findingOf()],
    }),
    testOf('deletes a user', { startedAtMs: 2000, durationMs: 500, before: sampleOf({ rssBytes: 90 * MB }) }),
  ]
  const samples = [0, 500, 1000, 1500, 2000, 2500].map((atMs) => ({
    atMs,
    rssBytes: (60 + atMs / 50) * MB,
    descriptors: atMs === 1500 ? 400 : 20,
  }))
  return reportOf([fileOf(path, tests)], [workerOf(100, [path], samples)], more)
}

/** As many tests as there are in a big company's suite, each 40th leaking, in workers that run one file after the other. */
export function largeReport(tests: number): Report {
  const perFile = 50
  const files = Array.from({ length: tests / perFile }, (_, file) => largeFile(file, perFile))
  const workers = [0, 1, 2, 3].map((worker) =>
    workerOf(
      100 + worker,
      files.filter((_, file) => file % 4 === worker).map(({ path }) => path),
      Array.from({ length: 600 }, (_, at) => largeSample(at * Math.ceil((tests * 2.5) / 600), worker)),
    ),
  )
  return reportOf(files, workers, { durationMs: tests * 2.5 })
}

/** Memory that creeps, and falls back now and then. */
function largeSample(atMs: number, worker: number) {
  const rssBytes = (80 + worker * 40 + atMs / 250 + ((atMs / 100) % 40) / 4) * MB
  return { atMs, rssBytes, descriptors: 24 + worker * 6 + Math.floor(atMs / 4000), children: 0 }
}

function largeFile(file: number, tests: number): FileReport {
  const path = `test/area-${file % 12}/file-${file}.test.ts`
  const made = Array.from({ length: tests }, (_, index) => {
    const number = file * tests + index
    const name = `suite ${index % 7} > case ${number}`
    const leaks = number % 40 === 7
    const place = { file: `src/area-${file % 12}.ts`, line: 10 + (file % 3), column: 5 }
    const startedAtMs = Math.floor(file / 4) * tests * 10 + index * 10
    const { rssBytes, descriptors } = largeSample(startedAtMs, file % 4)
    const before = sampleOf({ rssBytes, descriptors, heapBytes: rssBytes / 4 })
    return testOf(name, {
      id: String(number),
      startedAtMs,
      durationMs: 4 + (number % 6),
      state: leaks ? 'failed' : 'passed',
      before,
      after: leaks ? { ...before, sockets: 1 } : before,
      findings: leaks
        ? [findingOf({ place, owner: { scope: 'test', id: String(number), name, file: path } })]
        : [],
    })
  })
  return fileOf(path, made, { worker: 100 + (file % 4) })
}

/** What nobody should name a test, and somebody does. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '</script><img src=x onerror=alert(1)>',
  '<!-- <script> ]]> --!>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '${alert(1)} `alert(1)` {{alert(1)}}',
  'null \u0000 bell \u0007 escape \u001B[31m newline \n return \r',
  'lone \uD800 surrogate \uDFFF',
  'turned \u202Etxt.exe\u202C and \u2066isolated\u2069 hidden \u200B\uFEFF',
  'separators \u2028 and \u2029',
  '__proto__',
  `long ${'x'.repeat(10_000)}`,
] as const

/** Every text of others is one of these. */
export function hostileReport(): Report {
  const files = HOSTILE.map((text, index) => {
    const owner = { scope: 'test' as const, id: text, name: text, file: text }
    const finding = findingOf({
      owner,
      message: text,
      remedy: text,
      evidence: [text],
      suspects: [text, text],
      rule: text,
      place: { file: text, line: index + 1, column: 1, function: text, via: text },
      stack: [{ file: text, line: 1, column: 1, function: text }],
    })
    const test = testOf(text, { startedAtMs: index * 100, durationMs: 100, findings: [finding] })
    return fileOf(text, [test], { project: text })
  })
  const [text] = HOSTILE
  return reportOf(files, [workerOf(100, HOSTILE, [{ atMs: 0 }, { atMs: 900 }])], {
    tool: { name: text, version: text },
    environment: { node: text, platform: text, arch: text, vitest: text, root: text },
    startedAt: text,
    unchecked: HOSTILE.map((hostile) => ({ what: hostile, where: hostile, why: hostile })),
    reaped: HOSTILE.map((command) => ({
      pid: 1,
      command,
      signal: 'SIGTERM',
      outcome: 'ended',
      owner: command,
    })),
    slowTeardowns: HOSTILE.map((name) => ({ name, file: name, teardownMs: 2000 })),
    trends: HOSTILE.map((file) => ({
      file,
      kind: 'heap-memory' as const,
      fromBytes: 1,
      toBytes: 2,
      tests: 3,
      bytesPerTest: 1,
    })),
    staleAllows: HOSTILE,
    fixed: HOSTILE,
    command: {
      line: HOSTILE.join(' '),
      exitCode: 1,
      signal: null,
      containment: 'cgroup',
      containers: HOSTILE.map((name) => ({ id: name, name, image: name, removed: false })),
    },
  })
}
