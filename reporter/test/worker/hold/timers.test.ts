import { expect, onTestFinished, test } from 'vitest'
import { Located } from '../../../src/worker/hold/located.ts'
import { timer } from '../../../src/worker/hold/timers.ts'
import { acquisitionOf, errorAt, fileScope } from '../made.ts'

const INTERVAL = { kind: 'timer', name: 'setInterval', delayMs: 50, repeats: true }

test('an interval is held, however short', () => {
  expect(read(setInterval(noop, 50))).toEqual(INTERVAL)
})

test('an interval of a library is held too: nothing else ends it', () => {
  expect(read(setInterval(noop, 50), { stack: errorAt(12, 'ioredis') })).toEqual(INTERVAL)
})

test('a long timeout of the user is held', () => {
  expect(read(setTimeout(noop, 60_000))).toEqual({
    kind: 'timer',
    name: 'setTimeout',
    delayMs: 60_000,
    repeats: false,
  })
})

test.each<[string, () => NodeJS.Timeout, object?]>([
  ['that was unref’d', () => setInterval(noop, 50).unref()],
  ['that was cleared', () => cleared(setInterval(noop, 50))],
  ['whose timeout was cleared', () => cleared(setTimeout(noop, 60_000))],
  [
    'that a library set and that ends by itself',
    () => setTimeout(noop, 60_000),
    { stack: errorAt(12, 'pg') },
  ],
  ['that nobody is known to have set', () => setTimeout(noop, 60_000), { stack: null }],
  ['that the test runner set', () => setInterval(noop, 50), { stack: errorAt(12, '@vitest/runner') }],
  ['that is about to fire', () => setTimeout(noop, 2000), { atMs: -1900 }],
])('a timer %s is none of the user’s leaks', (_, make, given = {}) => {
  expect(read(make(), given)).toBeNull()
})

test('a short timeout is pending once its scope has ended: it fires, or turns out to be a loop', () => {
  expect(read(setTimeout(noop, 50))).toBe('pending')
})

test('a short timeout of a scope that still runs is nobody’s business yet', () => {
  expect(read(setTimeout(noop, 50), {}, null)).toBeNull()
})

test('timers that armed each other three times in a row are a loop', () => {
  expect(read(setTimeout(noop, 50), { generation: 2 })).toBe('pending')
  expect(read(setTimeout(noop, 50), { generation: 3 })).toEqual({ ...INTERVAL, name: 'setTimeout' })
})

test('work that goes on setting timers after its scope has ended is a loop', () => {
  const { test: testScope } = fileScope()
  const scope = testScope('loops')
  scope.endedAtMs = 0
  scope.timersAfterEnd = 2
  const acquisition = acquisitionOf(scope, 'Timeout', { strong: atEnd(setTimeout(noop, 50)) })
  expect(timer(acquisition, new Located(acquisition), 0)).toEqual({ ...INTERVAL, name: 'setTimeout' })
})

function read(strong: NodeJS.Timeout, given: object = {}, endedAtMs: number | null = 0) {
  const scope = fileScope().test('sets a timer')
  scope.endedAtMs = endedAtMs
  const acquisition = acquisitionOf(scope, 'Timeout', { strong: atEnd(strong), ...given })
  return timer(acquisition, new Located(acquisition), 0)
}

function atEnd(handle: NodeJS.Timeout): NodeJS.Timeout {
  onTestFinished(() => clearTimeout(handle))
  return handle
}

function cleared(handle: NodeJS.Timeout): NodeJS.Timeout {
  clearTimeout(handle)
  return handle
}

function noop(): void {
  // Only whether it is armed matters.
}
