import { expect, test } from 'vitest'
import { findingsOf, leaksOf } from '../src/index.ts'
import { fullReport } from './reports.ts'

const [file] = fullReport.files

test('lists the findings of the tests before the file’s own', () => {
  const tests = fullReport.files.flatMap((one) => one.tests)
  const all = fullReport.files.flatMap(findingsOf)
  expect(all.slice(0, tests[0]?.findings.length)).toEqual(tests[0]?.findings)
  expect(all.at(-1)).toBe(fullReport.files.at(-1)?.findings.at(-1))
})

test('what was held or late is no leak, and each leak knows its project', () => {
  const leaks = leaksOf(fullReport)
  expect(leaks.length).toBeGreaterThan(0)
  expect(leaks.filter(({ finding }) => finding.status !== 'leaked')).toEqual([])
  expect(leaks[0]?.project).toBe(file?.project)
})
