import { describe, expect, test } from 'vitest'
import { lanesOf } from '../../src/html/client/plots/lanes.ts'
import { pointsOf } from '../../src/html/client/plots/points.ts'
import { valueAt } from '../../src/html/client/plots/running.ts'
import { selectTests } from '../../src/html/client/tests/rows.ts'
import { pageData } from '../../src/html/page-data.ts'
import { fileOf, leakingReport, reportOf, testOf } from './made-report.ts'

const worker = (label: string, ...times: number[]) => ({
  label,
  tests: [],
  samples: times.map((atMs) => ({ atMs, values: [atMs] })),
})

describe('lanes', () => {
  test('hold workers that never ran at the same time', () => {
    const lanes = lanesOf([worker('c', 30, 40), worker('a', 0, 10), worker('b', 5, 20)], [])
    expect(lanes.map((lane) => lane.map(({ label }) => label))).toEqual([['a', 'c'], ['b']])
  })
})

describe('points', () => {
  test('break off between the workers of a lane', () => {
    const { timesMs, lanes } = pointsOf([[worker('a', 0, 10), worker('b', 20)]], [], 0, {
      fromMs: 0,
      toMs: 20,
    })
    expect(timesMs).toEqual([0, 10, 10.001, 20, 20.001])
    expect(lanes).toEqual([[0, 10, null, 20, null]])
  })

  test('keep the higher of two values of one moment', () => {
    const { tests, workers } = pageData(leakingReport({ workers: [] }), new Map())
    const { timesMs, lanes } = pointsOf([workers], tests, 3, { fromMs: 0, toMs: 2500 })
    expect(lanes[0]?.[timesMs.indexOf(2000)]).toBe(22)
  })

  test('are read where they are nearest, and not between two workers', () => {
    const { timesMs, lanes } = pointsOf([[worker('a', 0, 10), worker('b', 20)]], [], 0, {
      fromMs: 0,
      toMs: 20,
    })
    const at = (timeMs: number) => valueAt(timesMs, lanes[0] ?? [], timeMs)
    expect([0, 4, 6, 10, 15, 20].map(at)).toEqual([0, 0, 10, 10, null, 20])
  })
})

describe('rows', () => {
  const data = pageData(
    reportOf([
      fileOf('test/users.test.ts', [testOf('b', { durationMs: 3 }), testOf('a', { durationMs: 1 })]),
      fileOf('test/orders.test.ts', [testOf('c', { durationMs: 2, before: null, after: null })]),
    ]),
    new Map(),
  )
  const all = { text: '', verdict: '', kind: null, file: null }

  test('sort by name and by number', () => {
    const names = (key: 'name' | 'duration', descending: boolean) =>
      selectTests(data, all, { key, descending }, 0).map(({ name }) => name)
    expect(names('name', false)).toEqual(['a', 'b', 'c'])
    expect(names('duration', true)).toEqual(['b', 'c', 'a'])
  })

  test('without a value come last in both directions', () => {
    for (const descending of [true, false])
      expect(selectTests(data, all, { key: 'peak', descending }, 0).at(-1)?.name).toBe('c')
  })

  test('match all words of the text, in the name or the path', () => {
    const found = selectTests(data, { ...all, text: ' A users ' }, { key: 'name', descending: false }, 0)
    expect(found.map(({ name }) => name)).toEqual(['a'])
  })

  test('match the file', () => {
    const found = selectTests(data, { ...all, file: 1 }, { key: 'name', descending: false }, 0)
    expect(found.map(({ name }) => name)).toEqual(['c'])
  })
})
