import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { fullReport, smallReport } from '../../../findings/test/reports.ts'
import { readReport, readReports } from '../../src/report/read-report.ts'
import { UsageError } from '../../src/usage-error.ts'
import { tempFolder } from '../temp-folder.ts'

let folder: string
beforeEach(() => {
  folder = tempFolder()
})

test.each([
  ['with every field', fullReport],
  ['with required fields only', smallReport],
])('reads a report %s', (_what, report) => {
  expect(readReport(written(JSON.stringify(report, null, 1)))).toEqual(report)
})

test('reads a report that a shell of Windows wrote anew', () => {
  expect(readReport(written(`\uFEFF${JSON.stringify(smallReport)}\r\n`))).toEqual(smallReport)
})

test('makes one report of several', () => {
  const files = smallReport.files.map((file) => ({ ...file, path: 'b.test.ts' }))
  const paths = [
    written(JSON.stringify(smallReport), 'a.json'),
    written(JSON.stringify({ ...smallReport, files }), 'b.json'),
  ] as const
  expect(readReports([...paths, paths[0]]).summary).toMatchObject({ files: 2, tests: 2 })
})

describe('refuses, by name,', () => {
  test('a file that does not exist', () => {
    const path = join(folder, 'report.json')
    expect(refusalOf(path)).toBe(
      `Expected \`${path}\` to be a report of Watertight, but there is no such file: run the tests first, with the reporter \`@watertight/vitest\`.`,
    )
  })

  test('a folder', () => {
    mkdirSync(join(folder, 'report.json'))
    expect(refusalOf(join(folder, 'report.json'))).toContain('but it is a folder.')
  })

  test.each([
    ['an empty file', ' \n', 'to be JSON, got an empty file.'],
    ['a page', '<!doctype html>\n<p>404', "to be JSON, got something else at line 1: Unexpected token '<'."],
    [
      'what is wrong further down',
      `{\n "a": [1,\n,\n ${'"filler", '.repeat(40)}`,
      "to be JSON, got something else at line 3: Unexpected token ','.",
    ],
    [
      'what is missing further down',
      '{\n "a": 1,\n}\n',
      'to be JSON, got something else at line 3: Expected double-quoted property name.',
    ],
    ['an array', '[1, 2]', 'with `$schema` "urn:watertight:report:1", got an array.'],
    ['a report of others', '{ "numTotalTests": 3 }', 'got an object without it.'],
    [
      'a schema of others',
      '{ "$schema": "https://x.test/y.json" }',
      'got `"https://x.test/y.json"` (string).',
    ],
    ['null', 'null', 'got `null`.'],
  ])('%s', (_what, text, message) => {
    expect(refusalOf(written(text))).toContain(message)
  })

  test.each([0.2, 0.5, 0.8, 0.99])('a report that was cut off after a part of %d, with the line', (part) => {
    const text = JSON.stringify(fullReport, null, 1)
    const beginning = text.slice(0, text.length * part)
    const line = beginning.trimEnd().split('\n').length
    expect(refusalOf(written(beginning))).toContain(
      `to be JSON, got a text that ends too early, at line ${line}: whoever wrote it was interrupted.`,
    )
  })

  test('a newer report, with who wrote it', () => {
    const newer = { ...smallReport, $schema: 'urn:watertight:report:2', version: 2 }
    expect(refusalOf(written(JSON.stringify(newer)))).toMatch(
      / to have `version` 1, got `2` \(number\)\. It was written by @watertight\/vitest 0\.1\.0; this command reads reports of version 1\.$/,
    )
  })
})

describe('says at which place a report is not one:', () => {
  const [file] = smallReport.files
  const [first] = file?.tests ?? []
  test.each<[string, unknown, string]>([
    ['a missing part', { ...smallReport, files: undefined }, 'a value at `files`, got `undefined`.'],
    [
      'a missing field',
      withTest({ ...first, findings: undefined }),
      'a value at `files[0].tests[0].findings`, got `undefined`.',
    ],
    [
      'a wrong type',
      withTest({ ...first, name: 7 }),
      'the type string at `files[0].tests[0].name`, got `7` (number).',
    ],
    [
      'a wrong word',
      withTest({ ...first, state: 'ok' }),
      '`passed` or `failed` or `skipped` or `pending` at `files[0].tests[0].state`, got `"ok"` (string).',
    ],
    [
      'a wrong figure of what may be null',
      withTest({ ...first, after: { ...first?.after, rssBytes: -1 } }),
      'a number of at least 0 at `files[0].tests[0].after.rssBytes`, got `-1` (number).',
    ],
    ['a field of later days', { ...smallReport, extra: true }, 'no field at `extra`, got `true` (boolean).'],
    [
      'a start that is no date',
      { ...smallReport, startedAt: 'yesterday' },
      'a date (ISO 8601) at `startedAt`, got `"yesterday"` (string).',
    ],
    [
      'a fingerprint that is none',
      { ...smallReport, fixed: ['x'] },
      'a text like /^[0-9a-f]{16}$/ at `fixed[0]`, got `"x"` (string).',
    ],
    [
      'a kind that does not exist',
      { ...smallReport, summary: { ...smallReport.summary, failing: { sever: 1 } } },
      'to have no such name as `summary.failing.sever`.',
    ],
  ])('%s', (_what, report, message) => {
    expect(refusalOf(written(JSON.stringify(report)))).toContain(message)
  })

  function withTest(changed: unknown): unknown {
    return { ...smallReport, files: [{ ...file, tests: [changed] }] }
  }
})

test('lets no report write to the terminal through an error', () => {
  const hostile = {
    ...smallReport,
    version: '\u001B]0;gone\u0007',
    tool: { name: '\u001B[2J', version: '1' },
  }
  const message = refusalOf(written(JSON.stringify(hostile)))
  expect(message).toContain('\\x1b[2J')
  expect(message).not.toContain('\u001B')
})

function written(text: string, name = 'report.json'): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

function refusalOf(path: string): string {
  try {
    readReport(path)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  throw new Error(`${path} was accepted`)
}
