import { expect, test } from 'vitest'
import { createLogMatcher } from '../../src/containers/log-matcher.ts'

const out = (text: string) => ({ stream: 'stdout', text }) as const
const err = (text: string) => ({ stream: 'stderr', text }) as const

test('finds a text that arrives in pieces', () => {
  const isShown = createLogMatcher('ready to accept', 1)
  expect([out('LOG: ready '), out('to acc'), out('ept connections')].map(isShown)).toEqual([
    false,
    false,
    true,
  ])
})

test('does not join the lines of two streams', () => {
  const isShown = createLogMatcher('ready', 1)
  expect([out('rea'), err('dy'), out('dy\n')].map(isShown)).toEqual([false, false, true])
})

test('counts lines, an unfinished one only once', () => {
  const isShown = createLogMatcher('ready', 2)
  expect([out('ready, '), out('ready\n'), out('and '), out('ready')].map(isShown)).toEqual([
    false,
    false,
    false,
    true,
  ])
})

test('matches line by line, whatever the flags', () => {
  const isShown = createLogMatcher(/^listening on \d+$/g, 2)
  expect(
    [out('listening on 80\r\n'), err('now listening on 81\n'), err('listening on 82\n')].map(isShown),
  ).toEqual([false, false, true])
})
