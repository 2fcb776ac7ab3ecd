import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { accusationsOf } from '../../src/confirm/accused.ts'
import { replaceReport, withVerdicts, writingOf } from '../../src/confirm/write-verdicts.ts'
import { tempFolder } from '../temp-folder.ts'
import { leakOf, passOf, reportOf } from './passes.ts'

const confirmation = { verdict: 'grows', runs: 5, seen: 5 } as const

test('a verdict goes to its finding, and everything else stays', () => {
  const other = leakOf({ name: 'asks' }, { confirmation })
  const report = reportOf(passOf({ serves: 'passed', asks: 'passed' }, leakOf(), other))
  const [first, second] = accusationsOf(report)
  if (first === undefined || second === undefined) throw new Error('Expected two accusations.')
  const judged = withVerdicts(report, new Map([[first, { confirmation }]]))
  expect(accusationsOf(judged).map(({ finding }) => finding)).toEqual([{ ...leakOf(), confirmation }, other])
  const { confirmation: _, ...cleared } = other
  const again = withVerdicts(report, new Map([[second, { why: 'it is gone' }]]))
  expect(accusationsOf(again).map(({ finding }) => finding)).toEqual([leakOf(), cleared])
})

test('a report is replaced as a whole', () => {
  const [folder, report] = [tempFolder(), reportOf(passOf({ serves: 'passed' }, leakOf()))]
  const path = join(folder, 'report.json')
  writeFileSync(path, '{}')
  expect(replaceReport(path, report, writingOf(path))).toBeNull()
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(report)
  expect(readdirSync(folder)).toEqual(['report.json'])
})

test('a report that another run wrote meanwhile stays', () => {
  const path = join(tempFolder(), 'report.json')
  writeFileSync(path, '{}')
  const read = writingOf(path)
  writeFileSync(path, '{ "newer": true }')
  expect(replaceReport(path, reportOf(), read)).toBe('another run wrote it meanwhile')
  expect(readFileSync(path, 'utf8')).toBe('{ "newer": true }')
})

test('a report that is gone is told', () => {
  expect(replaceReport(join(tempFolder(), 'report.json'), reportOf(), '')).toContain('ENOENT')
})
