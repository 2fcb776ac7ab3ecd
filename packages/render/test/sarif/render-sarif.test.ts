import { KINDS } from '@watertight/findings'
import type { Finding, Kind } from '@watertight/findings'
import { describe, expect, test } from 'vitest'
import { renderSarif } from '../../src/index.ts'
import { HOSTILE, hostileReport } from '../hostile.ts'
import { commandReport, fileOf, findingOf, leaking, mixedReport, reportOf, testOf } from '../samples.ts'
import { readSarif } from './validate.ts'
import type { Location, Result } from './validate.ts'

test('a leak is an error at the line that acquired the resource', () => {
  const [result] = resultsOf(leaking(findingOf()))
  expect(result).toMatchObject({ ruleId: 'server', ruleIndex: 0, level: 'error' })
  expect(result?.message.text).toBe(`${findingOf().message}\nit accepts connections`)
  expect(result?.locations.map(whereOf)).toEqual(['%SRCROOT% src/server.ts:12:18'])
})

test('its code flow leads from the outermost caller to the acquisition, and on to the end of the scope', () => {
  const [result] = resultsOf(leaking(findingOf()))
  const steps = result?.codeFlows?.[0]?.threadFlows[0]?.locations.map(({ location }) => location) ?? []
  expect(steps.map((step) => [whereOf(step), step.message?.text])).toEqual([
    ['%SRCROOT% test/api.test.ts:9:3', 'at test/api.test.ts:9:3'],
    ['%SRCROOT% src/server.ts:12:18', 'acquired here: server'],
    [
      '%SRCROOT% test/api.test.ts:7',
      '"test/api.test.ts > creates a user" ended, and nothing had released it',
    ],
  ])
})

test('where the runner does not tell the line of a test, the scope ends where the test made its call', () => {
  const { line: _line, ...lineless } = testOf({ findings: [findingOf()] })
  const [result] = resultsOf(reportOf([fileOf({ tests: [lineless] })]))
  const last = result?.codeFlows?.[0]?.threadFlows[0]?.locations.at(-1)?.location
  expect(last && whereOf(last)).toBe('%SRCROOT% test/api.test.ts:9')
})

test('what has no line is shown at the first, because GitHub wants one', () => {
  const { line: _line, ...lineless } = testOf({ findings: [findingOf({ kind: 'heap-memory', stack: [] })] })
  const findings = lineless.findings.map(({ place: _place, ...finding }) => finding)
  const [result] = resultsOf(reportOf([fileOf({ tests: [{ ...lineless, findings }] })]))
  expect(result?.locations.map(whereOf)).toEqual(['%SRCROOT% test/api.test.ts:1'])
})

test('relative addresses begin at the root', () => {
  const [run] = readSarif(renderSarif(leaking(findingOf()))).runs
  expect(run.originalUriBaseIds).toEqual({ '%SRCROOT%': { uri: 'file:///home/ada/shop/' } })
})

test('so they do on Windows', () => {
  const { environment, ...report } = leaking(findingOf())
  const [run] = readSarif(
    renderSarif({ ...report, environment: { ...environment, root: 'C:\\Users\\Ada Lovelace\\shop' } }),
  ).runs
  expect(run.originalUriBaseIds?.['%SRCROOT%']?.uri).toBe('file:///C:/Users/Ada%20Lovelace/shop/')
})

describe('a leak is shown in the nearest file of the project:', () => {
  const inLibrary = { file: 'node_modules/pg/lib/client.js', line: 1, column: 1 }
  const outside = { file: '/usr/lib/x.js', line: 1, column: 1 }
  const own = { file: 'src/db.ts', line: 4, column: 2 }
  test.each<[string, Partial<Finding>, string]>([
    ['the caller of a library', { place: inLibrary, stack: [inLibrary, outside, own] }, 'src/db.ts:4:2'],
    ['the test, where nothing else is known', { stack: [] }, 'test/api.test.ts:7'],
    ['the test, where all is outside', { place: outside, stack: [outside] }, 'test/api.test.ts:7'],
  ])('%s', (_what, given, where) => {
    const { place: _place, ...placeless } = findingOf()
    const [result] = resultsOf(leaking({ ...placeless, ...given }))
    expect(result?.locations.map(whereOf)).toEqual([`%SRCROOT% ${where}`])
  })
})

test('what warns is a warning, what a baseline knows is suppressed, what was released is left out', () => {
  const results = resultsOf(mixedReport())
  expect(
    results.map(({ ruleId, level, suppressions }) => [ruleId, level, suppressions?.length ?? 0]),
  ).toEqual([
    ['socket', 'error', 0],
    ['server', 'error', 0],
    ['server', 'error', 0],
    ['server', 'error', 0],
    ['temp-dir', 'warning', 0],
    ['timer', 'note', 1],
  ])
})

test('two leaks of one fingerprint are two alerts', () => {
  const results = resultsOf(leaking(findingOf(), findingOf()))
  expect(results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash)).toEqual([
    '0123456789abcdef:1',
    '0123456789abcdef:2',
  ])
})

test('a moved line changes no fingerprint', () => {
  const moved = { file: 'src/server.ts', line: 99, column: 1 }
  const [before, after] = [findingOf(), findingOf({ place: moved, stack: [moved] })].map(
    (finding) => resultsOf(leaking(finding))[0]?.partialFingerprints,
  )
  expect(after).toEqual(before)
})

test('every kind has a rule that helps', () => {
  const kinds = Object.keys(KINDS) as Kind[]
  const { rules } = readSarif(renderSarif(leaking(...kinds.map((kind) => findingOf({ kind }))))).runs[0].tool
    .driver
  expect(rules.map(({ id }) => id)).toEqual([...kinds].sort())
  for (const { id, help } of rules) expect(help.text).toContain(`docs/kinds/${id}.md`)
})

test('rules are found by their index', () => {
  const [{ tool, results }] = readSarif(renderSarif(mixedReport())).runs
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
})

test('what has no file, and what could not be checked, is a notification', () => {
  const notes = [commandReport(), mixedReport()].flatMap(notificationsOf)
  expect(notes).toEqual([findingOf().message, 'not checked: descriptors (test/api.test.ts): EACCES'])
  expect(resultsOf(commandReport())).toEqual([])
})

test('more results than GitHub shows are left out, and counted', () => {
  const report = leaking(...Array.from({ length: 5003 }, () => findingOf()))
  expect(resultsOf(report)).toHaveLength(5000)
  expect(notificationsOf(report)).toEqual(['3 more results are left out'])
})

test('a run without any finding has an empty list of results, so that old alerts are closed', () => {
  expect(resultsOf(reportOf([fileOf({ tests: [testOf()] })]))).toEqual([])
})

describe.each(HOSTILE)('a name that is %s', (_what, text) => {
  const log = readSarif(renderSarif(hostileReport(text)))
  const [run] = log.runs
  const locations = run.results.flatMap(({ locations, codeFlows = [] }) => [
    ...locations,
    ...codeFlows.flatMap(({ threadFlows }) =>
      threadFlows.flatMap((flow) => flow.locations.map(({ location }) => location)),
    ),
  ])

  test('is a path below the root, or an absolute one, as an address', () => {
    for (const { physicalLocation } of locations) {
      const { uri, uriBaseId } = physicalLocation.artifactLocation
      expect(uri).toMatch(/^(?:file:\/\/\/(?:\w:)?)?[\w%.~!'()*/-]*$/)
      const root = 'file:///home/ada/shop/'
      if (uriBaseId !== undefined) expect(new URL(uri, root).href).toMatch(/^file:\/\/\/home\/ada\/shop\//)
    }
  })

  test('stands for the root only where it is absolute', () => {
    for (const { uri } of Object.values(run.originalUriBaseIds ?? {})) expect(uri).toMatch(/^file:\/\/\//)
  })

  test('makes no link in a message', () => {
    for (const { message } of run.results) expect(message.text).not.toMatch(/\]\(/)
  })
})

function resultsOf(report: ReturnType<typeof leaking>): readonly Result[] {
  return readSarif(renderSarif(report)).runs[0].results
}

function notificationsOf(report: ReturnType<typeof leaking>): string[] {
  const [invocation] = readSarif(renderSarif(report)).runs[0].invocations
  return invocation.toolExecutionNotifications.map(({ message }) => message.text)
}

function whereOf({ physicalLocation: { artifactLocation, region } }: Location): string {
  const position = [region?.startLine, region?.startColumn].filter((number) => number !== undefined)
  return `${artifactLocation.uriBaseId ?? ''} ${[artifactLocation.uri, ...position].join(':')}`
}
