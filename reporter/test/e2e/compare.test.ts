import type { Finding, Kind } from '@watertight/findings'
import { expect, test } from 'vitest'
import { compareFindings } from './compare.ts'
import { expectationsOf } from './expectations.ts'
import { compareSuites, printedFailures } from './printed-failures.ts'
import { compareVerdicts } from './verdicts.ts'
import type { FileResult, TestResult } from './vitest-json.ts'

const root = '/project'
const file = `${root}/server.leaky.test.ts`
const source = `test('leaks', () => {
  createServer().listen(0) // leak: server
})
test('is innocent', () => {})
`

test('says nothing when marker and finding agree', () => {
  expect(mismatchesOf([finding()])).toEqual([])
})

test('says which expected finding is missing, with its line', () => {
  expect(mismatchesOf([])).toEqual([
    'server.leaky.test.ts:2: expected leak: server x1 by "leaks", received nothing',
  ])
})

test('says which finding was not expected, with its message', () => {
  expect(mismatchesOf([finding(), finding({ kind: 'timer', line: 4, name: 'is innocent' })])).toEqual([
    'server.leaky.test.ts:4: expected nothing, received leaked (fail) timer x1 by test "is innocent": It leaks.',
  ])
})

test('does not take a finding of another line, owner or level for the expected one', () => {
  const wrong = [finding({ line: 3 }), finding({ name: 'is innocent' }), finding({ level: 'warn' })]
  for (const one of wrong) expect(mismatchesOf([one])).toHaveLength(2)
})

test('counts the resources that a finding folds', () => {
  expect(mismatchesOf([finding({ count: 3 })])).toEqual([
    'server.leaky.test.ts:2: expected leak: server x1 by "leaks", received 3 of them',
  ])
})

test('lets held findings be, which fail nothing', () => {
  expect(mismatchesOf([finding(), finding({ status: 'held', line: 4 })])).toEqual([])
})

test('expects nothing of a test that was skipped', () => {
  const skipped = result([{ ...testResult('leaks', 1), status: 'skipped' }])
  expect(expectationsOf(file, source, skipped)).toEqual([])
})

test('wants one finding for each test that `.each` makes', () => {
  const rows = result([testResult('row 1', 1), testResult('row 2', 1)])
  const found = [finding({ name: 'row 1' }), finding({ name: 'row 2' })]
  expect(compare(found, rows)).toEqual([])
  expect(compare(found.slice(1), rows)).toHaveLength(1)
})

test('wants the leaky test to fail with the message, and the others to pass', () => {
  const told = verdicts('failed', 'passed', ['Leak: It leaks.\n    at …'])
  expect(compareVerdicts(source, told, [finding()], [])).toEqual([])
  expect(compareVerdicts(source, verdicts('passed', 'failed', []), [finding()], [])).toEqual([
    '"leaks": expected it to have failed, received passed',
    '"is innocent": expected it to have passed, received failed',
  ])
})

test("wants a test's own error before its leak", () => {
  const failing = source.replace('=> {\n', '=> { // fails: expected 1 to be 2\n')
  const results = verdicts('failed', 'passed', ['It leaks.', 'expected 1 to be 2'])
  const heading = ' FAIL  server.leaky.test.ts:1:1 > leaks\n'
  const printed = printedFailures(
    'server.leaky.test.ts',
    `${heading}It leaks.\n\n${heading}expected 1 to be 2`,
  )
  expect(compareVerdicts(failing, results, [finding()], printed)).toEqual([
    '"leaks": expected its own error "expected 1 to be 2" to come first, received It leaks.',
  ])
  expect(compareVerdicts(failing, results, [finding()], printed.toReversed())).toEqual([])
})

test('wants the suite or file that leaks to fail, and no other', () => {
  const output = ' FAIL  server.leaky.test.ts > outer > inner\nIt leaks.\n'
  const printed = printedFailures('server.leaky.test.ts', output)
  const leak = { ...finding(), owner: { scope: 'file', id: '', name: '', file: '' } } as const
  expect(compareSuites(result([]), [leak], printed)).toEqual([
    'expected the file to fail',
    'expected the suite "outer > inner" to pass',
  ])
})

test('lets a file fail or pass for what outlived its worker', () => {
  const leak = { ...finding(), owner: { scope: 'worker', id: '', name: '', file: '' } } as const
  const failed = printedFailures('server.leaky.test.ts', ' FAIL  server.leaky.test.ts\nIt leaks.\n')
  expect(compareSuites(result([]), [leak], failed)).toEqual([])
  expect(compareSuites(result([]), [leak], [])).toEqual([])
})

function mismatchesOf(findings: Finding[]): string[] {
  return compare(findings, result([testResult('leaks', 1), testResult('is innocent', 4)]))
}

function compare(findings: Finding[], results: FileResult): string[] {
  return [
    ...compareFindings(root, findings, expectationsOf(file, source, results)).mismatches.values(),
  ].flat()
}

function verdicts(
  leaky: TestResult['status'],
  innocent: TestResult['status'],
  failureMessages: string[],
): FileResult {
  return result([
    { ...testResult('leaks', 1), status: leaky, failureMessages },
    { ...testResult('is innocent', 4), status: innocent },
  ])
}

function result(assertionResults: TestResult[]): FileResult {
  return { name: file, status: 'passed', message: '', assertionResults }
}

function testResult(title: string, line: number): TestResult {
  return { ancestorTitles: [], title, status: 'passed', failureMessages: [], location: { line, column: 1 } }
}

interface Seen extends Partial<Pick<Finding, 'level' | 'status'>> {
  readonly kind?: Kind
  readonly line?: number
  readonly name?: string
  readonly count?: number
}

function finding({
  kind = 'server',
  line = 2,
  name = 'leaks',
  count = 1,
  level = 'fail',
  status = 'leaked',
}: Seen = {}): Finding {
  return {
    ...{
      kind,
      level,
      status,
      fingerprint: '0123456789abcdef',
      message: 'It leaks.',
      remedy: '',
      stack: [],
      evidence: [],
    },
    owner: { scope: 'test', id: '1', name, file: 'server.leaky.test.ts' },
    facts: { kind, count },
    place: { file, line, column: 3 },
  }
}
