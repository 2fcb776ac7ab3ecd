import { expect, test } from 'vitest'
import { findingOf, recordOf, reportOf, sampleOf, testOf } from '../records.ts'

test('a run without any file has an empty report, and nothing that was observed', () => {
  const report = reportOf([])
  expect(report).toMatchObject({ $schema: 'urn:watertight:report:1', version: 1, files: [], unchecked: [] })
  expect(report.summary).toEqual({
    files: 0,
    tests: 0,
    checkedTests: 0,
    failing: {},
    warning: {},
    held: 0,
    late: 0,
    known: 0,
    peak: {
      descriptors: null,
      sockets: null,
      children: null,
      rssBytes: null,
      heapBytes: null,
      externalBytes: null,
    },
  })
})

test('findings are counted by what becomes of them', () => {
  const findings = [
    findingOf(),
    findingOf({ kind: 'socket' }),
    findingOf({ kind: 'temp-dir', level: 'warn' }),
    findingOf({ kind: 'timer', level: 'warn', known: true }),
    findingOf({ kind: 'socket', level: 'warn', status: 'held' }),
    findingOf({ kind: 'socket', level: 'fail', status: 'held' }),
    findingOf({ level: 'warn', status: 'late' }),
  ]
  const { summary } = reportOf([recordOf({ tests: [testOf({ findings })], findings: [findingOf()] })])
  expect(summary).toMatchObject({
    failing: { server: 2, socket: 2 },
    warning: { 'temp-dir': 1 },
    held: 2,
    late: 1,
    known: 1,
  })
})

test('tests that were skipped, and never looked at, are not counted as checked', () => {
  const tests = [testOf(), testOf({ state: 'skipped', before: null, after: null })]
  expect(reportOf([recordOf({ tests })]).summary).toMatchObject({ files: 1, tests: 2, checkedTests: 1 })
})

test('peaks are the highest of every figure, each from another test if need be', () => {
  const tests = [
    testOf({
      before: sampleOf({ descriptors: 50, rssBytes: null }),
      after: sampleOf({ descriptors: 30, rssBytes: null }),
    }),
    testOf({ before: null, after: sampleOf({ sockets: 7, rssBytes: 5, children: 0 }) }),
  ]
  const { peak } = reportOf([
    recordOf({ tests: tests.slice(0, 1) }),
    recordOf({ tests: tests.slice(1) }),
  ]).summary
  expect(peak).toMatchObject({ descriptors: 50, sockets: 7, rssBytes: 5, children: 0 })
})

test('100,000 tests have a peak too', () => {
  const tests = Array.from({ length: 100_000 }, (_, index) => testOf({ after: sampleOf({ sockets: index }) }))
  expect(reportOf([recordOf({ tests })]).summary.peak.sockets).toBe(99_999)
})

test('a peak in the middle of a test counts too', () => {
  const samples = [{ atMs: 500, rssBytes: 9e8, cpuPercent: 3, descriptors: 400, children: null }]
  const { peak } = reportOf(
    [recordOf({ tests: [testOf({ after: sampleOf({ rssBytes: 5, children: 2 }) })] })],
    {
      workers: [{ pid: 1, files: [], samples }],
    },
  ).summary
  expect(peak).toMatchObject({ rssBytes: 9e8, descriptors: 400, children: 2 })
})

test('tests say how long after the start of the run they began', () => {
  const startedAt = '2026-01-01T00:00:00.000Z'
  const startedAtMs = Date.parse(startedAt) + 250
  const { files } = reportOf([recordOf({ tests: [testOf({ startedAtMs }), testOf()] })], { startedAt })
  expect(files[0]?.tests.map((test) => test.startedAtMs)).toEqual([250, undefined])
})

test('a run of merged shards began with the first test of any of them', () => {
  const startedAt = '2026-01-01T01:00:00.000Z'
  const first = Date.parse('2026-01-01T00:00:00.000Z')
  const shards = [first + 40, first].map((startedAtMs) => recordOf({ tests: [testOf({ startedAtMs })] }))
  const report = reportOf(shards, { startedAt })
  expect(report.startedAt).toBe('2026-01-01T00:00:00.000Z')
  expect(report.files.map(({ tests }) => tests[0]?.startedAtMs)).toEqual([40, 0])
})

test('files are sorted by code unit, whatever the machine speaks', () => {
  const paths = ['b.test.ts', 'ä.test.ts', 'B.test.ts', 'a.test.ts']
  const { files } = reportOf(paths.map((path) => recordOf({ path })))
  expect(files.map(({ path }) => path)).toEqual(['B.test.ts', 'a.test.ts', 'b.test.ts', 'ä.test.ts'])
})

test('teardowns of a second and longer are named', () => {
  const tests = [testOf({ name: 'quick', teardownMs: 999 }), testOf({ name: 'slow', teardownMs: 1000 })]
  expect(reportOf([recordOf({ tests })]).slowTeardowns).toEqual([
    { name: 'slow', file: 'test/api.test.ts', teardownMs: 1000 },
  ])
})

test('what could not be checked is said once, by whomever', () => {
  const noProc = { what: 'processes', why: 'no /proc' }
  const unchecked = [noProc, { ...noProc, where: 'test/api.test.ts' }]
  const records = [recordOf({}, { unchecked }), recordOf({}, { unchecked })]
  expect(reportOf(records, { unchecked: [noProc] }).unchecked).toEqual(unchecked)
})

test('trends are those of the files that have one', () => {
  const trend = {
    file: 'a',
    kind: 'heap-memory',
    fromBytes: 1,
    toBytes: 9,
    tests: 8,
    bytesPerTest: 1,
  } as const
  expect(reportOf([recordOf(), recordOf({}, { trend })]).trends).toEqual([trend])
})
