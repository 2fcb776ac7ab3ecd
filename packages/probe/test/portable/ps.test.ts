import { expect, test } from 'vitest'
import { findVariable, readEnvironments } from '../../src/portable/environments.ts'
import { parsePs, parseTextByPid } from '../../src/portable/ps.ts'

const LINUX =
  '    1     0     0 Fri Nov 20 13:05:56 2026 S /sbin/init splash\n' +
  '15359 15348 15347 Fri Nov  6 03:05:06 2026 Z [sleep] <defunct>\n'
const MACOS = '  501     1   501 Fri Nov 20 13:05:56 2026     Ss+  /usr/sbin/my daemon --a  b   \n'

test('reads processes with their start in milliseconds, one-digit days included', () => {
  expect(parsePs(LINUX)).toEqual([
    {
      identity: { pid: 1, startTicks: Date.UTC(2026, 10, 20, 13, 5, 56), bootId: 'portable' },
      ppid: 0,
      pgrp: 0,
      session: 0,
      state: 'S',
      command: '/sbin/init splash',
      startedAtMs: Date.UTC(2026, 10, 20, 13, 5, 56),
    },
    expect.objectContaining({ ppid: 15348, state: 'Z', startedAtMs: Date.UTC(2026, 10, 6, 3, 5, 6) }),
  ])
})

test('reads the states of macOS, which have several letters', () => {
  expect(parsePs(MACOS)).toEqual([
    expect.objectContaining({ state: 'S', command: '/usr/sbin/my daemon --a  b' }),
  ])
})

test('leaves out lines that are no processes', () => {
  expect(parsePs('ps: illegal option -- o\nusage: ps [-A]\n\n')).toEqual([])
})

test('keeps what stands behind a pid as it is', () => {
  expect(parseTextByPid('    1 init  A=1\n22 sh -c x\n')).toEqual(
    new Map([
      [1, 'init  A=1'],
      [22, 'sh -c x'],
    ]),
  )
})

test.each([
  ['sleep 60 A=1 M=40.7 B=2', 'sleep 60', '40.7'],
  ['sleep 60 A=1 M=', 'sleep 60', ''],
  ['sleep 60 XM=40.7', 'sleep 60', null],
  ['grep M=40.7', 'grep M=40.7', null],
  ['env M=40.7 sleep 60 A=1', 'env M=40.7 sleep 60', null],
  ['another command M=40.7', 'sleep 60', null],
])('finds in %j, behind the command %j, the marker %j', (line, command, marker) => {
  expect(findVariable(line, command, 'M')).toBe(marker)
})

test('tells processes whose environment is shown from those where it is hidden', () => {
  const lines = '1 init\n2 sleep 60 A=1\n'
  const environments = readEnvironments(() => ({ text: lines, pid: 9 }))
  const [init, sleep] = parsePs(
    '1 0 0 Fri Nov 20 13:05:56 2026 S init\n2 1 1 Fri Nov 20 13:05:56 2026 S sleep 60\n',
  )
  expect(init && environments.isShown(init)).toBe(false)
  expect(sleep && environments.isShown(sleep)).toBe(true)
})
