import { baselineEntry, mergeReports } from '@watertight/findings'
import type { BaselineEntry, Finding, Report, Unchecked } from '@watertight/findings'
import { describe, expect, test } from 'vitest'
import { judge } from '../../src/gate/judge.ts'
import type { Judgement, Policy } from '../../src/gate/judge.ts'
import { commandReport, fileOf, findingOf, leaking, reportOf, SAMPLE, testOf } from './reports.ts'

const ROOT = '/home/ada/shop'
const server = findingOf()
const timer = findingOf({ kind: 'timer', fingerprint: 'aaaaaaaaaaaaaaaa' })
const warned = findingOf({ kind: 'temp-dir', level: 'warn', fingerprint: 'bbbbbbbbbbbbbbbb' })

describe('a leak', () => {
  test('that nobody knows fails', () => {
    expect(judged(leaking(server))).toMatchObject({ verdict: 'failed', leaks: [{ standing: 'new' }] })
  })

  test('that the baseline lists passes', () => {
    expect(judged(leaking(server), { baseline: [entry(server)] })).toMatchObject({
      verdict: 'passed',
      leaks: [{ standing: 'known' }],
    })
  })

  test('beside a known one fails all the same', () => {
    const { verdict, leaks } = judged(leaking(server, timer), { baseline: [entry(server)] })
    expect(verdict).toBe('failed')
    expect(leaks.map(({ standing }) => standing)).toEqual(['known', 'new'])
  })

  test('that the baseline of the run knew passes, unless the gate has one of its own that does not', () => {
    const known = leaking({ ...server, level: 'warn', known: true })
    expect(judged(known).verdict).toBe('passed')
    expect(judged(known, { baseline: [] }).verdict).toBe('failed')
  })

  test('that only warns passes', () => {
    expect(judged(leaking(warned))).toMatchObject({ verdict: 'passed', leaks: [{ standing: 'warning' }] })
  })

  test('that was held or released late is none', () => {
    const outlived = (['held', 'late'] as const).map((status) => ({
      ...server,
      status,
      level: 'warn' as const,
    }))
    expect(judged(leaking(...outlived))).toMatchObject({ verdict: 'passed', leaks: [] })
  })

  test('of a command fails', () => {
    const owner = { scope: 'run', id: '', name: 'sh suite.sh', file: '' } as const
    const left = findingOf({ kind: 'orphan-process', owner })
    const files = [fileOf({ path: 'sh suite.sh', pool: '', tests: [], findings: [left] })]
    expect(judged(commandReport({}, { files })).verdict).toBe('failed')
    expect(judged(commandReport({}, { files }), { baseline: [entry(left)] }).verdict).toBe('passed')
  })
})

describe('what is tolerated', () => {
  const second = { ...timer, fingerprint: 'cccccccccccccccc' }

  test.each([
    [0, 'failed', 'new'],
    [1, 'failed', 'new'],
    [2, 'passed', 'tolerated'],
  ] as const)('of two timers, %i: the gate has %s', (count, verdict, standing) => {
    const result = judged(leaking(timer, second), { max: new Map([['timer', count]]) })
    expect(result.verdict).toBe(verdict)
    expect(result.leaks.map((leak) => leak.standing)).toEqual([standing, standing])
  })

  test('does not count what is known', () => {
    const policy = { max: new Map([['timer', 1]] as const), baseline: [entry(timer)] }
    expect(judged(leaking(timer, second), policy).verdict).toBe('passed')
  })

  test('is of one kind only', () => {
    expect(judged(leaking(server, timer), { max: new Map([['timer', 1]]) }).verdict).toBe('failed')
  })

  test('makes warnings of that kind count', () => {
    expect(judged(leaking(warned), { max: new Map([['temp-dir', 0]]) }).verdict).toBe('failed')
    expect(judged(leaking(warned), { max: new Map([['temp-dir', 1]]) }).verdict).toBe('passed')
  })
})

describe('where confirmation is required', () => {
  test.each([
    ['grows', 'failed', 'new'],
    ['once', 'passed', 'refuted'],
    ['not-seen', 'passed', 'refuted'],
    ['varies', 'passed', 'refuted'],
  ] as const)('a leak that %s: the gate has %s', (verdict, expected, standing) => {
    const finding = { ...server, confirmation: { verdict, runs: 5, seen: 2 } }
    const result = judged(leaking(finding), { requireConfirmed: true })
    expect(result).toMatchObject({ verdict: expected, leaks: [{ standing }] })
  })

  test('a leak without a verdict is neither passed nor failed', () => {
    const result = judged(leaking(server), { requireConfirmed: true })
    expect(result).toMatchObject({
      verdict: 'unchecked',
      leaks: [{ standing: 'unconfirmed' }],
      missed: [
        {
          what: 'confirmation',
          where: 'test/api.test.ts > creates a user',
          why: 'it has no verdict of `watertight confirm`',
        },
      ],
    })
  })

  test.each([
    ['worker', 'a fixture of a worker left it, which `watertight confirm` cannot repeat'],
    ['run', 'a command left it, which `watertight confirm` cannot run again in parts'],
  ] as const)('a leak of a %s is told from one that nobody ran again', (scope, why) => {
    const owner = { scope, id: '', name: 'sh suite.sh', file: '' }
    const { verdict, missed } = judged(leaking(findingOf({ owner })), { requireConfirmed: true })
    expect({ verdict, why: missed.map((entry) => entry.why) }).toEqual({ verdict: 'unchecked', why: [why] })
  })

  test('what is known or only warns needs none', () => {
    const report = leaking(server, warned)
    expect(judged(report, { requireConfirmed: true, baseline: [entry(server)] }).verdict).toBe('passed')
  })
})

describe('a fixed entry', () => {
  test('is named when its test passed without the leak', () => {
    expect(judged(reportOf(), { baseline: [entry(server)] }).fixed).toEqual([entry(server)])
  })

  test('is not when another shard, file or test ran', () => {
    const others = [
      reportOf({ files: [fileOf({ path: 'test/other.test.ts' })] }),
      reportOf({ files: [fileOf({ tests: [testOf({ name: 'another' })] })] }),
      reportOf({ files: [fileOf({ tests: [testOf({ state: 'failed' })] })] }),
    ]
    for (const report of others) expect(judged(report, { baseline: [entry(server)] }).fixed).toEqual([])
  })
})

describe('a gate that cannot say', () => {
  test.each<[string, Report]>([
    ['because no test was checked', reportOf({ files: [] })],
    ['because no test was sampled', reportOf({ files: [fileOf({ tests: [testOf({ after: null })] })] })],
    [
      'because a worker ended before the verdict',
      reportOf({ files: [fileOf(), fileOf({ path: 'b.test.ts', state: 'pending', tests: [] })] }),
    ],
    [
      'because a file failed before any test of it ran',
      reportOf({ files: [fileOf(), fileOf({ path: 'b.test.ts', state: 'failed', tests: [] })] }),
    ],
    ['because a worker was bypassed', unchecked({ what: 'worker', where: 'b.test.ts', why: 'x' })],
  ])('does not pass %s', (_why, report) => {
    const { verdict, missed } = judged(report)
    expect(verdict).toBe('unchecked')
    expect(missed).toHaveLength(1)
  })

  test('fails where there is a leak or a broken budget besides', () => {
    const entries = [{ what: 'worker', where: 'b.test.ts', why: 'x' }]
    expect(judged({ ...leaking(server), unchecked: entries }).verdict).toBe('failed')
    const budgets = [{ name: 'fds', limit: 10 }] as const
    expect(judged(reportOf({ unchecked: entries }), { budgets }).verdict).toBe('failed')
  })

  test('can say it of one shard that was empty, where another was not', () => {
    const empty = reportOf({ files: [], startedAt: '2026-01-31T12:00:01.000Z' })
    const budgets = [{ name: 'rss', limit: 2 ** 40 }] as const
    expect(judgedAll([reportOf(), empty], { budgets }).verdict).toBe('passed')
  })

  test('can say it of a command, which has no tests, also of one that failed', () => {
    const files = [fileOf({ path: 'sh suite.sh', pool: '', state: 'failed', tests: [] })]
    expect(judged(commandReport()).verdict).toBe('passed')
    expect(judged(commandReport({ exitCode: 1 }, { files })).verdict).toBe('passed')
  })
})

test('containers that a command left and that had to be removed fail, others are not judged', () => {
  const container = { id: 'abc', name: 'db', image: 'postgres' }
  expect(judged(commandReport({ containers: [{ ...container, removed: true }] })).verdict).toBe('failed')
  expect(judged(commandReport({ containers: [{ ...container, removed: false }] })).verdict).toBe('passed')
})

describe('a budget', () => {
  const fds = (limit: number) => ({ budgets: [{ name: 'fds', limit }] as const })

  test.each([
    [20, 'held', 'passed'],
    [19, 'exceeded', 'failed'],
  ] as const)('of %i where 20 were open is %s', (limit, state, verdict) => {
    expect(judged(reportOf(), fds(limit))).toMatchObject({ verdict, budgets: [{ state, peak: 20 }] })
  })

  test('on what was not observed is no pass', () => {
    const blind = { ...SAMPLE, descriptors: null }
    const report = reportOf({ files: [fileOf({ tests: [testOf({ before: blind, after: blind })] })] })
    expect(judged(report, fds(100))).toMatchObject({
      verdict: 'unchecked',
      budgets: [{ state: 'unobserved', peak: null }],
    })
  })

  test('is broken by one of several reports, and not held while one does not have the figure', () => {
    const command = commandReport({}, { startedAt: '2026-01-31T12:00:01.000Z' })
    expect(judgedAll([reportOf(), command], fds(10))).toMatchObject({ verdict: 'failed' })
    expect(judgedAll([reportOf(), command], fds(100))).toMatchObject({
      verdict: 'unchecked',
      budgets: [{ missing: '1.json' }],
    })
  })

  test.each([
    [12, 'test/api.test.ts > creates a user'],
    [99, 'process 4711 (test/api.test.ts)'],
  ])('counts what a worker held after %i ms, and names %s', (atMs, where) => {
    const samples = [{ atMs, rssBytes: 1, cpuPercent: 1, descriptors: 400, children: 0 }]
    const workers = [{ pid: 4711, files: ['test/api.test.ts'], samples }]
    expect(judged(reportOf({ workers }), fds(300)).budgets).toMatchObject([
      { state: 'exceeded', peak: 400, where },
    ])
  })
})

function judged(report: Report, policy: Partial<Policy> = {}): Judgement {
  return judgedAll([report], policy)
}

function judgedAll(reports: readonly [Report, ...Report[]], policy: Partial<Policy> = {}): Judgement {
  const named = reports.map((report, index) => ({ path: `${index}.json`, report }))
  const whole = { baseline: null, max: new Map(), budgets: [], requireConfirmed: false, ...policy }
  return judge(mergeReports(reports), named, whole)
}

function unchecked(entry: Unchecked): Report {
  return reportOf({ unchecked: [entry] })
}

function entry(finding: Finding): BaselineEntry {
  return baselineEntry(finding, ROOT)
}
