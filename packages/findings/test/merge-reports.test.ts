import { describe, expect, test } from 'vitest'
import { findingsOf, mergeReports } from '../src/index.ts'
import type { FileReport, Report } from '../src/index.ts'
import { fullReport, smallReport } from './reports.ts'

const { command, ...run } = fullReport

test('one report stays as it is', () => {
  expect(mergeReports([fullReport])).toBe(fullReport)
})

test('the files of two shards are there once each, in the order of their paths', () => {
  const merged = mergeReports([shardOf('b.test.ts'), shardOf('a.test.ts')])
  expect(merged.files.map(({ path }) => path)).toEqual(['a.test.ts', 'b.test.ts'])
  expect(merged.summary).toMatchObject({ files: 2, tests: 2, checkedTests: 2, failing: { server: 4 } })
})

describe('times count from the start of the first shard', () => {
  const later = shardOf('b.test.ts', { startedAt: '2026-01-31T12:00:10.000Z', durationMs: 5000 })

  test.each([
    ['that was given first', [shardOf('a.test.ts'), later]],
    ['that was given last', [later, shardOf('a.test.ts')]],
  ] as const)('%s', (_which, shards) => {
    const { startedAt, durationMs, files, workers } = mergeReports(shards)
    expect({ startedAt, durationMs }).toEqual({ startedAt: '2026-01-31T12:00:00.000Z', durationMs: 15_000 })
    expect(files.map(({ tests }) => tests[0]?.startedAtMs)).toEqual([310, 10_310])
    expect(workers.flatMap(({ samples }) => samples.map(({ atMs }) => atMs)).sort()).toEqual([10_250, 250])
  })
})

describe('counts nothing twice', () => {
  const [a, b] = [shardOf('a.test.ts'), shardOf('b.test.ts')]

  test('of a shard that is given twice', () => {
    expect(mergeReports([a, structuredClone(a), b])).toEqual(mergeReports([a, b]))
  })

  test('of a lone report that is given twice', () => {
    expect(mergeReports([fullReport, structuredClone(fullReport)])).toEqual(fullReport)
  })

  test('of a shard that is part of a merged report too', () => {
    const later = shardOf('b.test.ts', { startedAt: '2026-01-31T12:00:10.000Z' })
    const merged = mergeReports([a, later])
    expect(mergeReports([later, merged])).toEqual(merged)
  })

  test('of a report that was confirmed meanwhile, and keeps the confirmation that is given last', () => {
    const unconfirmed = withFile(a, withoutConfirmation)
    const { files } = mergeReports([b, unconfirmed, a])
    expect(files.map(({ path }) => path)).toEqual(['a.test.ts', 'b.test.ts'])
    expect(files.flatMap(findingsOf).filter(({ confirmation }) => confirmation === undefined)).toEqual([])
  })
})

test('keeps the same file of two projects, and of two runs', () => {
  const other = withFile(shardOf('a.test.ts'), (file) => ({ ...file, project: 'browserless' }))
  const again = shardOf('a.test.ts', { startedAt: '2026-01-31T12:30:00.000Z' })
  expect(mergeReports([shardOf('a.test.ts'), other, again]).files).toHaveLength(3)
})

test('keeps the workers of two machines apart, though they have the same process id', () => {
  expect(mergeReports([shardOf('a.test.ts'), shardOf('b.test.ts')]).workers).toMatchObject([
    { pid: 4711, files: ['a.test.ts'] },
    { pid: 4711, files: ['b.test.ts'] },
  ])
})

test('beside test runs, the file of a command says which command it is', () => {
  const merged = mergeReports([shardOf('a.test.ts'), { ...shardOf('python3 -m unittest'), command }])
  expect(merged.command).toBeUndefined()
  expect(merged.files.map((file) => file.command)).toEqual([undefined, command])
})

test('names every runtime and the root of the first', () => {
  const { environment } = fullReport
  const other = { ...environment, node: '24.1.0', vitest: '', root: '/builds/shop' }
  const merged = mergeReports([shardOf('a.test.ts'), shardOf('b.test.ts', { environment: other })])
  expect(merged.environment).toEqual({ ...environment, node: '20.20.2, 24.1.0' })
})

test('says once what several say', () => {
  const { trends, slowTeardowns, unchecked, reaped } = fullReport
  expect(mergeReports([shardOf('a.test.ts'), shardOf('b.test.ts')])).toMatchObject({
    trends,
    slowTeardowns,
    unchecked,
    reaped,
  })
})

test('an `allow` is stale only if it is in every shard; what a command was allowed is its own', () => {
  const shards = [
    shardOf('a.test.ts', { staleAllows: ['cache', 'pool'] }),
    shardOf('b.test.ts', { staleAllows: ['cache'] }),
    { ...shardOf('make test', { staleAllows: ['gpg-agent'] }), command },
  ] as const
  expect(mergeReports(shards).staleAllows).toEqual(['cache', 'gpg-agent'])
})

test('what one shard still sees is not fixed', () => {
  const shards = [
    shardOf('a.test.ts', { fixed: ['0123456789abcdef', 'fedcba9876543210'] }),
    shardOf('b.test.ts', { fixed: [] }),
  ] as const
  expect(mergeReports(shards).fixed).toEqual(['fedcba9876543210'])
})

test('merges what has nothing optional', () => {
  const other = { ...smallReport, files: smallReport.files.map((file) => ({ ...file, path: 'z.test.ts' })) }
  expect(mergeReports([smallReport, other]).summary).toMatchObject({ files: 2, tests: 2 })
})

function shardOf(path: string, given: Partial<Report> = {}): Report {
  const files = run.files.map(({ command: _command, ...file }) => ({ ...file, path }))
  const workers = run.workers.map((worker) => ({ ...worker, files: [path] }))
  return { ...run, files, workers, fixed: [], ...given }
}

function withFile(report: Report, change: (file: FileReport) => FileReport): Report {
  return { ...report, files: report.files.map(change) }
}

function withoutConfirmation(file: FileReport): FileReport {
  const strip = (findings: FileReport['findings']) =>
    findings.map(({ confirmation: _confirmation, ...finding }) => finding)
  return {
    ...file,
    findings: strip(file.findings),
    tests: file.tests.map((test) => ({ ...test, findings: strip(test.findings) })),
  }
}
