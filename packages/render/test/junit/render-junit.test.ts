import { printable } from '@watertight/findings'
import { describe, expect, test } from 'vitest'
import { renderJunit } from '../../src/index.ts'
import { HOSTILE, hostileReport } from '../hostile.ts'
import { commandReport, fileOf, findingOf, leaking, mixedReport, reportOf, testOf } from '../samples.ts'
import { readJunit } from './validate.ts'
import type { Read } from './validate.ts'

test('a leak is the failure of its test, with kind, message, evidence and stack', () => {
  const [suite] = readJunit(renderJunit(leaking(findingOf()))).children
  expect(suite?.attributes).toMatchObject({
    name: 'test/api.test.ts',
    tests: '1',
    failures: '1',
    errors: '0',
    skipped: '0',
    time: '0.080',
    timestamp: '2026-01-31T12:00:00',
  })
  const [one] = suite?.children ?? []
  expect(one?.attributes).toEqual({ name: 'creates a user', classname: 'test/api.test.ts', time: '0.040' })
  const [failure] = one?.children ?? []
  expect(failure?.attributes).toEqual({ message: findingOf().message, type: 'server' })
  expect(failure?.text.split('\n')).toEqual([
    findingOf().message,
    'it accepts connections',
    '    at open (src/server.ts:12:18)',
    '    at test/api.test.ts:9:3',
  ])
})

test('the totals are those of all suites', () => {
  const root = readJunit(renderJunit(mixedReport()))
  expect(root.attributes).toEqual({
    name: 'watertight',
    tests: '7',
    failures: '4',
    errors: '1',
    time: '1.234',
  })
})

describe('of a file with everything', () => {
  const [suite] = readJunit(renderJunit(mixedReport())).children
  const cases = new Map(suite?.children.map((one) => [one.attributes.name, one]))

  test('files, suites and workers that leak are cases of their own', () => {
    expect([...cases.keys()]).toEqual([
      'creates a user',
      'deletes a user',
      'bans a user',
      'invites a user',
      'test/api.test.ts',
      'test/api.test.ts > users',
      'the worker of test/api.test.ts',
    ])
  })

  test.each([
    ['a clean test has nothing to say', 'deletes a user', []],
    ['a test that failed by itself is an error, so that nobody believes it clean', 'bans a user', ['error']],
    ['a skipped test is skipped', 'invites a user', ['skipped']],
    ['a file leaks', 'test/api.test.ts', ['failure']],
    ['what does not fail is output of its test', 'creates a user', ['failure', 'system-out']],
  ])('%s', (_what, name, children) => {
    expect(cases.get(name)?.children.map((child) => child.name)).toEqual(children)
  })

  test('what warns, is known, held or late says which it is', () => {
    const lines = cases.get('creates a user')?.children.at(-1)?.text.split('\n') ?? []
    expect(lines.map((line) => line.split(':', 1)[0])).toEqual(['warning', 'known', 'held', 'released late'])
  })
})

test('a command is a case, be it clean or not', () => {
  const [leaky, clean] = [commandReport(), commandReport([])].map(
    (report) => readJunit(renderJunit(report)).children[0],
  )
  expect(leaky?.children.map(summaryOf)).toEqual([['python3 -m unittest', 'failure']])
  expect(clean?.children.map(summaryOf)).toEqual([['python3 -m unittest']])
})

test('a run without any file is a document without any suite', () => {
  expect(readJunit(renderJunit(reportOf([]))).children).toEqual([])
})

describe.each(HOSTILE)('a name that is %s', (_what, text) => {
  test('is a text of the document, and makes no element of its own', () => {
    const [suite] = readJunit(renderJunit(hostileReport(text))).children
    expect(new Set(namesIn(suite))).toEqual(
      new Set(['testsuite', 'testcase', 'failure', 'skipped', 'system-out']),
    )
    expect(suite?.children[0]?.attributes.name).toBe(shown(printable(text, 500)))
    expect(suite?.children[0]?.children[0]?.attributes.message).toBe(shown(printable(text, 2000)))
  })

  test('attaches no file to a case', () => {
    expect(renderJunit(reportOf([fileOf({ tests: [noted(text)] })]))).not.toContain('[[ATTACHMENT|')
  })
})

function noted(message: string) {
  return testOf({ findings: [findingOf({ message, level: 'warn' })] })
}

/** What XML cannot hold is replaced. */
function shown(text: string): string {
  return text.replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
}

function summaryOf({ attributes, children }: Read): (string | undefined)[] {
  return [attributes.name, ...children.map(({ name }) => name)]
}

function namesIn(element: Read | undefined): string[] {
  return element === undefined ? [] : [element.name, ...element.children.flatMap(namesIn)]
}

test('the schema refuses what it does not describe', () => {
  const xml = '<testsuite name="a" tests="1"><testcase name="b" file="c"/></testsuite>'
  expect(() => readJunit(xml)).toThrow("attribute 'file'")
})
