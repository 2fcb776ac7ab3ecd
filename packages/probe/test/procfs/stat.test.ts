import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseStat } from '../../src/procfs/stat.ts'

const FIELDS = 'S 30 40 50 0 -1 4194304 1 0 0 0 1 1 0 0 20 0 1 0 5100 1000 100 18446744073709551615\n'

test.each([
  ['a plain name', 'node'],
  ['spaces', 'tmux: server'],
  ['parentheses', '(a) b (c)'],
  ['a name that looks like the fields', 'x) R 1 1 1 ('],
  ['a line break', 'a\nb'],
])('reads a process whose name has %s', (_, name) => {
  expect(parseStat(`41 (${name}) ${FIELDS}`)).toEqual({
    pid: 41,
    name,
    state: 'S',
    ppid: 30,
    pgrp: 40,
    session: 50,
    startTicks: 5100,
  })
})

test.each(['', '\n', '41', '41 (node)', '41 (node) S 1 2', 'x (node) S 30', ') 41 (node'])(
  'says nothing of %j, which is no process',
  (text) => {
    expect(parseStat(text)).toBeNull()
  },
)

test.runIf(process.platform === 'linux')('reads the process that runs this test', () => {
  expect(parseStat(readFileSync('/proc/self/stat', 'utf8'))).toMatchObject({
    pid: process.pid,
    ppid: process.ppid,
  })
})
