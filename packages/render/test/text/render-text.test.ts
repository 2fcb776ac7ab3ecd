import { describe, expect, test } from 'vitest'
import { renderText } from '../../src/index.ts'
import { HOSTILE, hostileReport } from '../hostile.ts'
import { commandReport, fileOf, findingOf, leaking, mixedReport, reportOf, testOf } from '../samples.ts'

test('a clean run is its verdict and what was held at most', () => {
  expect(renderText(reportOf([fileOf({ tests: [testOf()] })]))).toBe(
    ` watertight  no leaks in 1 test

   at most: 24 descriptors · 2 sockets · 0 children · 86 MB resident · 19 MB heap · 3 MB buffers
`,
  )
})

test('a leak stands below its owner, with evidence, suspects, confirmation, rule and stack', () => {
  const finding = findingOf({
    suspects: ['creates a user', 'deletes a user'],
    confirmation: { verdict: 'grows', runs: 5, seen: 5 },
    rule: 'require-release',
  })
  expect(renderText(leaking(finding)).split('\n').slice(1, -3)).toEqual([
    '',
    ' Leaked:',
    '',
    '   in test/api.test.ts > creates a user',
    `     • ${finding.message}`,
    '         - it accepts connections',
    '         - may have been done by creates a user',
    '         - may have been done by deletes a user',
    '         - run again: grows every run, a leak: seen in 5 of 5 runs',
    '         - the lint rule require-release shows it in the editor',
    '         at open (src/server.ts:12:18)',
    '         at test/api.test.ts:9:3',
  ])
})

test('each thing that may become of a finding has its chapter', () => {
  const lines = renderText(mixedReport()).split('\n')
  expect(lines.filter((line) => /^ \S/.test(line))).toEqual([
    ' watertight  4 leaks, 1 warning in 3 tests · 1 held',
    ' Leaked:',
    ' Warned of:',
    ' Known to the baseline:',
    ' Held, and released by an outer scope:',
    ' Released late, which nothing awaited:',
  ])
  expect(lines).toContain('   not checked: descriptors (test/api.test.ts): EACCES')
})

test('a command is named by its line', () => {
  const text = renderText(commandReport())
  expect(text).toContain('1 leak in 1 command')
  expect(text).toContain('\n   in python3 -m unittest\n')
})

test('nothing is cut', () => {
  const findings = Array.from({ length: 500 }, () => findingOf())
  expect(renderText(leaking(...findings)).split('     • ')).toHaveLength(501)
})

describe('colour', () => {
  test('is there only when it was asked for', () => {
    expect(renderText(mixedReport())).not.toContain('\u001B')
    expect(renderText(mixedReport(), { color: true })).toContain('\u001B[31mLeaked:\u001B[39m')
  })
})

test.each(HOSTILE)('%s moves no cursor, begins no line and commands no runner', (_what, text) => {
  const output = renderText(hostileReport(text))
  // eslint-disable-next-line no-control-regex -- controls are what must not be there
  expect(output).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028-\u202E]|\p{Cs}/u)
  expect(output).not.toMatch(/^\s*::/m)
  expect(output).not.toContain('##[')
  for (const line of output.split('\n')) expect(line.length).toBeLessThan(2100)
})
