import { REPORT_VERSION } from '@watertight/findings'
import type { FileReport, Finding, Report, Summary } from '@watertight/findings'
import { describe, expect, test } from 'vitest'
import { renderSummary } from '../src/index.ts'

describe('a clean run', () => {
  test('is one line', () => {
    expect(renderSummary(reportOf({}))).toBe(' watertight  no leaks in 4 tests')
  })

  test('names the report that was written', () => {
    const text = renderSummary(reportOf({}), { reportPath: '.watertight/report.json' })
    expect(text).toBe(' watertight  no leaks in 4 tests · .watertight/report.json')
  })

  test('is one line, whatever else there is to know of it', () => {
    const slowTeardowns = [{ name: 'creates a user', file: 'test/api.test.ts', teardownMs: 1234 }]
    const text = renderSummary(reportOf({ slowTeardowns }, { held: 3 }), { reportPath: 'report.json' })
    expect(text).toBe(' watertight  no leaks in 4 tests · 3 held · 1 slow teardown · report.json')
  })

  test('of one test speaks of one test', () => {
    expect(renderSummary(reportOf({}, { checkedTests: 1 }))).toBe(' watertight  no leaks in 1 test')
  })
})

test('every section, in its order', () => {
  const report = reportOf(
    {
      files: [fileOf([workerLeak('An http server was opened by its worker and still listens.')])],
      fixed: ['0123456789abcdef'],
      trends: [TREND],
      slowTeardowns: [{ name: 'creates a user', file: 'test/api.test.ts', teardownMs: 1234 }],
      reaped: [
        { pid: 77, command: 'node server.js', signal: 'SIGTERM', outcome: 'ended' },
        { pid: 78, command: 'node daemon.js', signal: 'SIGKILL', outcome: 'survived' },
        { pid: 79, command: 'node root.js', signal: 'SIGTERM', outcome: 'refused' },
      ],
      staleAllows: ['nobody dials this any more'],
      unchecked: [{ what: 'descriptors', where: 'test/api.test.ts', why: 'EACCES' }],
    },
    { failing: { server: 1, socket: 2 }, warning: { 'temp-dir': 1 }, held: 3, known: 2 },
  )
  expect(renderSummary(report, { reportPath: 'report.json' })).toBe(
    [
      ' watertight  3 leaks, 1 warning in 4 tests · 3 held · 1 slow teardown · report.json',
      '   leaked: 1 server, 2 socket',
      '   An http server was opened by its worker and still listens.',
      '   warned of: 1 temp-dir',
      '   2 known leaks of the baseline',
      '   1 baseline entry not seen any more: update it with WATERTIGHT_UPDATE=1',
      '   memory creeps in test/api.test.ts: 20 MB → 60 MB over 40 tests',
      '   slow teardown: 1.2 s in test/api.test.ts > creates a user',
      '   ended with SIGTERM: process 77 (node server.js)',
      '   survived: process 78 (node daemon.js)',
      '   refused: process 79 (node root.js)',
      '   stale `allow` entry, nothing matched it: nobody dials this any more',
      '   not checked: descriptors (test/api.test.ts): EACCES',
    ].join('\n'),
  )
})

test('says one thing in the singular', () => {
  expect(renderSummary(reportOf({}, { known: 1 })).split('\n')[1]).toBe('   1 known leak of the baseline')
})

/** One leak beside what is asked for: a clean run would be one line. */
const LEAKY = { failing: { server: 1 } } as const

test('repeats of findings only what Vitest could not print: the failing ones of a worker', () => {
  const leak = workerLeak('It leaked.')
  const findings: Finding[] = [
    { ...leak, level: 'warn' },
    { ...leak, owner: { ...leak.owner, scope: 'file' } },
  ]
  expect(renderSummary(reportOf({ files: [fileOf(findings)] }))).toBe(' watertight  no leaks in 4 tests')
})

test('what could not be checked is said once a reason, with the first places and the number of the others', () => {
  const places = ['a', 'b', 'c', 'd', 'e'].map((where) => ({
    what: 'worker',
    where,
    why: 'it is another runner',
  }))
  const unchecked = [
    ...places,
    { what: 'processes', why: 'no /proc' },
    { what: 'processes', where: 'f', why: 'EPERM' },
  ]
  expect(renderSummary(reportOf({ unchecked })).split('\n').slice(1)).toEqual([
    '   not checked: worker (a, b, c and 2 more): it is another runner',
    '   not checked: processes: no /proc',
    '   not checked: processes (f): EPERM',
  ])
})

test('long lists are cut, and say by how much', () => {
  const staleAllows = Array.from({ length: 1000 }, (_, index) => `reason ${index}`)
  const lines = renderSummary(reportOf({ staleAllows })).split('\n')
  expect(lines).toHaveLength(7)
  expect(lines.at(-1)).toBe('   … and 995 more')
})

describe('colour', () => {
  const leaky = reportOf(
    { unchecked: [{ what: 'worker', why: 'x' }] },
    { failing: { server: 1 }, warning: { timer: 1 } },
  )

  test('is there only when it was asked for', () => {
    for (const options of [{}, { color: false }])
      expect(renderSummary(leaky, options)).not.toContain('\u001B')
  })

  test('is red for leaks, yellow for warnings, green for none', () => {
    expect(renderSummary(leaky, { color: true })).toBe(
      [
        ' \u001B[1mwatertight\u001B[22m  \u001B[31m1 leak\u001B[39m, 1 warning in 4 tests',
        '   \u001B[31mleaked: 1 server\u001B[39m',
        '   \u001B[33mwarned of: 1 timer\u001B[39m',
        '   \u001B[33mnot checked: worker: x\u001B[39m',
      ].join('\n'),
    )
    expect(renderSummary(reportOf({}), { color: true })).toContain('\u001B[32mno leaks\u001B[39m')
  })
})

describe.each([
  ['a line break', 'a\nb\r\tc', 'a\\nb\\r\\tc'],
  ['colours of its own', '\u001B[31mred\u001B]0;title\u0007', '\\x1b[31mred\\x1b]0;title\\x07'],
  ['a lone surrogate', 'a\ud800b', 'a\\ud800b'],
  ['text that runs backwards', 'a\u202eb', 'a\\u202eb'],
])('a name with %s', (_, hostile, escaped) => {
  const findings = [workerLeak(hostile)]
  test.each<[string, Partial<Report>, string]>([
    [
      'a test',
      { slowTeardowns: [{ name: hostile, file: 'f', teardownMs: 1000 }] },
      `slow teardown: 1.0 s in f > ${escaped}`,
    ],
    [
      'a file',
      { trends: [{ ...TREND, file: hostile }] },
      `memory creeps in ${escaped}: 20 MB → 60 MB over 40 tests`,
    ],
    [
      'a command',
      { reaped: [{ pid: 7, command: hostile, signal: 'SIGKILL', outcome: 'ended' }] },
      `ended with SIGKILL: process 7 (${escaped})`,
    ],
    ['a reason', { staleAllows: [hostile] }, `stale \`allow\` entry, nothing matched it: ${escaped}`],
    [
      'a failure',
      { unchecked: [{ what: hostile, where: hostile, why: hostile }] },
      `not checked: ${escaped} (${escaped}): ${escaped}`,
    ],
    ['a message', { files: [fileOf(findings)] }, escaped],
  ])('is escaped where it is that of %s', (_what, report, line) => {
    expect(renderSummary(reportOf(report, LEAKY)).split('\n').slice(2)).toEqual([`   ${line}`])
  })

  test('is escaped in the path of the report', () => {
    expect(renderSummary(reportOf({}), { reportPath: hostile })).toBe(
      ` watertight  no leaks in 4 tests · ${escaped}`,
    )
  })
})

test('names of 10 kB do not fill the screen', () => {
  const long = 'x'.repeat(10_000)
  const report = reportOf(
    {
      files: [fileOf([workerLeak(long)])],
      slowTeardowns: [{ name: long, file: long, teardownMs: 1000 }],
      trends: [{ ...TREND, file: long }],
      reaped: [{ pid: 7, command: long, signal: 'SIGKILL', outcome: 'ended' }],
      staleAllows: [long],
      unchecked: [{ what: long, where: long, why: long }],
    },
    LEAKY,
  )
  const lines = renderSummary(report, { reportPath: long }).split('\n')
  expect(lines).toHaveLength(8)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2100)
  for (const line of lines) expect(line).toMatch(/x…|leaked: 1 server/)
})

const TREND = {
  file: 'test/api.test.ts',
  kind: 'heap-memory',
  fromBytes: 20 * 1024 ** 2,
  toBytes: 60 * 1024 ** 2,
  tests: 40,
  bytesPerTest: 1024 ** 2,
} as const

function reportOf(given: Partial<Report>, summary: Partial<Summary> = {}): Report {
  const peak = {
    descriptors: null,
    sockets: null,
    children: null,
    rssBytes: null,
    heapBytes: null,
    externalBytes: null,
  }
  return {
    $schema: 'urn:watertight:report:1',
    version: REPORT_VERSION,
    tool: { name: '@watertight/vitest', version: '0.1.0' },
    startedAt: '2026-01-31T12:00:00.000Z',
    durationMs: 10,
    environment: { node: 'v20', platform: 'linux', arch: 'x64', vitest: '4.1.12', root: '/home/ada/shop' },
    summary: {
      files: 1,
      tests: 4,
      checkedTests: 4,
      failing: {},
      warning: {},
      held: 0,
      late: 0,
      known: 0,
      peak,
      ...summary,
    },
    files: [],
    workers: [],
    trends: [],
    slowTeardowns: [],
    unchecked: [],
    reaped: [],
    staleAllows: [],
    fixed: [],
    ...given,
  }
}

function fileOf(findings: readonly Finding[]): FileReport {
  return {
    path: 'test/api.test.ts',
    project: '',
    pool: 'forks',
    worker: 1,
    state: 'failed',
    durationMs: 1,
    tests: [],
    findings,
  }
}

function workerLeak(message: string): Finding {
  return {
    kind: 'server',
    level: 'fail',
    status: 'leaked',
    fingerprint: '0123456789abcdef',
    owner: { scope: 'worker', id: '', name: '', file: 'test/api.test.ts' },
    facts: { kind: 'server' },
    stack: [],
    message,
    remedy: 'Close it.',
    evidence: [],
  }
}
