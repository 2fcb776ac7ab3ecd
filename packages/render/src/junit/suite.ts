import type { FileReport, Report, TestReport } from '@watertight/findings'
import { ownerTitle, sayPath } from '../finding-words.ts'
import { groupBy } from '../group-by.ts'
import { commandOf, listedOf } from '../listed.ts'
import type { Listed } from '../listed.ts'
import { caseOf } from './case.ts'
import type { Case } from './case.ts'
import type { Element } from './xml.ts'

/** What one file has to say, as JUnit counts it. */
export interface Suite {
  readonly name: string
  readonly tests: number
  readonly failures: number
  readonly errors: number
  readonly skipped: number
  readonly durationMs: number
  /** ISO 8601, UTC, without fractions; undefined where no test of it ran. */
  readonly startedAt: string | undefined
  readonly cases: readonly Element[]
}

/** The suite of one file. */
export function suiteOf(file: FileReport, report: Report): Suite {
  const name = sayPath(file.path)
  const listed = listedOf(file, report)
  const cases = [...casesOfTests(file, listed, name), ...casesOfOthers(file, listed, name, report)]
  return {
    name,
    tests: cases.length,
    failures: cases.filter(({ verdict }) => verdict === 'failure').length,
    errors: cases.filter(({ verdict }) => verdict === 'error').length,
    skipped: cases.filter(({ verdict }) => verdict === 'skipped').length,
    durationMs: file.durationMs,
    startedAt: startOf(file, report),
    cases: cases.map(({ element }) => element),
  }
}

function casesOfTests({ tests }: FileReport, listed: readonly Listed[], classname: string): Case[] {
  const byTest = new Map<TestReport, Listed[]>(tests.map((test) => [test, []]))
  for (const one of listed) if (one.test !== undefined) byTest.get(one.test)?.push(one)
  return [...byTest].map(([test, own]) =>
    caseOf({ name: test.name, classname, state: test.state, durationMs: test.durationMs, listed: own }),
  )
}

/** A file, a suite or a worker appears only when something is charged to it; a command always, it is all that there is. */
function casesOfOthers(
  file: FileReport,
  listed: readonly Listed[],
  classname: string,
  report: Report,
): Case[] {
  const state = commandOf(file, report) === undefined ? 'passed' : file.state
  const own = groupBy(
    listed.filter(({ test }) => test === undefined),
    ownerTitle,
  )
  const isCommand = commandOf(file, report) !== undefined
  const owners = own.size === 0 && isCommand ? new Map([[classname, []]]) : own
  return [...owners].map(([name, group]) => caseOf({ name, classname, state, durationMs: 0, listed: group }))
}

function startOf({ tests }: FileReport, { startedAt }: Report): string | undefined {
  const starts = tests.flatMap((test) => test.startedAtMs ?? [])
  if (starts.length === 0) return undefined
  const first = starts.reduce((earliest, start) => Math.min(earliest, start))
  return new Date(Date.parse(startedAt) + first).toISOString().slice(0, 19)
}
