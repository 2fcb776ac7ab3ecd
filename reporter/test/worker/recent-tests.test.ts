import { expect, test } from 'vitest'
import { RecentTests } from '../../src/worker/recent-tests.ts'
import type { Scope } from '../../src/worker/scope.ts'
import { fileScope } from './made.ts'

const { test: testScope } = fileScope()

test('those that ended since a reading are suspects of what the next one shows', () => {
  const recent = new RecentTests()
  const [, second, third] = [1, 2, 3].map((ms) => noteEnd(recent, ms))
  expect(recent.since(1)).toEqual([second, third])
  recent.forget()
  expect(recent.since(0)).toEqual([])
})

test('one that ended with the reading was seen by it', () => {
  const recent = new RecentTests()
  noteEnd(recent, 5)
  expect(recent.since(5)).toEqual([])
})

test('more than 32 are never suspects together', () => {
  const recent = new RecentTests()
  const isTime = Array.from({ length: 32 }, (_, ms) => recent.ended(endedAt(ms)))
  expect(isTime.indexOf(true)).toBe(31)
})

function noteEnd(recent: RecentTests, ms: number): Scope {
  const scope = endedAt(ms)
  recent.ended(scope)
  return scope
}

function endedAt(ms: number): Scope {
  const scope = testScope(`ends at ${ms}`)
  scope.endedAtMs = ms
  return scope
}
