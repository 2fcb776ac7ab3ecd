import { expect, test } from 'vitest'
import { pageData } from '../../src/html/page-data.ts'
import { verdictOf } from '../../src/html/verdict.ts'
import { fileOf, findingOf, leakingReport, reportOf, testOf, workerOf } from './made-report.ts'

test('the peak of a test counts what its worker was seen with meanwhile', () => {
  const { tests, metrics } = pageData(leakingReport(), new Map())
  const descriptors = metrics.findIndex(({ id }) => id === 'descriptors')
  expect(tests.map(({ peak }) => peak?.[descriptors])).toEqual([20, 400, 20])
})

test('workers of two machines with one process id stay apart', () => {
  const files = ['a.test.ts', 'b.test.ts'].map((path) => fileOf(path, [testOf(path)]))
  const workers = files.map(({ path }) => workerOf(100, [path], [{ atMs: 1 }]))
  const data = pageData(reportOf(files, workers), new Map())
  expect(data.workers.map(({ label, tests }) => [label, tests])).toEqual([
    ['a.test.ts (100)', [0]],
    ['b.test.ts (100)', [1]],
  ])
})

test('what shards leave unsaid of their workers is taken a file at a time', () => {
  const files = ['a.test.ts', 'b.test.ts'].map((path) => fileOf(path, [testOf(path)], { worker: 0 }))
  const data = pageData(reportOf(files), new Map())
  expect(data.workers.map(({ label, tests }) => [label, tests])).toEqual([
    ['a.test.ts', [0]],
    ['b.test.ts', [1]],
  ])
})

test('a process that is just ending uses nothing, which is no measurement', () => {
  const worker = workerOf(100, ['a.test.ts'], [{ atMs: 1 }, { atMs: 2, rssBytes: 0 }])
  const data = pageData(reportOf([fileOf('a.test.ts', [])], [worker]), new Map())
  expect(data.workers[0]?.samples).toHaveLength(1)
})

test.each([
  ['leaked', testOf('a', { state: 'failed', findings: [findingOf()] })],
  ['failed', testOf('a', { state: 'failed', findings: [findingOf({ level: 'warn' })] })],
  ['warned', testOf('a', { findings: [findingOf({ level: 'warn' })] })],
  ['known', testOf('a', { findings: [findingOf({ level: 'warn', known: true })] })],
  ['held', testOf('a', { findings: [findingOf({ level: 'warn', status: 'held' })] })],
  ['passed', testOf('a')],
])('says the gravest of a test: %s', (verdict, made) => {
  expect(verdictOf(made)).toBe(verdict)
})
