import type { Acquisition } from '@watertight/probe/ledger'
import { expect, test } from 'vitest'
import { heldLater, kindOfType } from '../../src/worker/held-later.ts'
import type { Scope } from '../../src/worker/scope.ts'
import { noteSessionSockets } from '../../src/worker/session-sockets.ts'
import { acquisitionOf, errorAt, fileScope } from './made.ts'

const SETTLE_MS = 300
/** Before this thread began, so that now is long after it. */
const ENDED = -1000

test('released by a teardown of an outer suite: held, however soon', () => {
  expect(statusesOf({ releasedAtMs: ENDED + 5, teardownAtMs: ENDED + 1 })).toEqual(['held'])
})

test('released after the settling time: held', () => {
  expect(statusesOf({ releasedAtMs: ENDED + SETTLE_MS })).toEqual(['held'])
})

test('released within the settling time, before any teardown: late, which nothing awaited', () => {
  expect(statusesOf({ releasedAtMs: ENDED + 50 })).toEqual(['late'])
  expect(statusesOf({ releasedAtMs: ENDED + 50, teardownAtMs: ENDED + 60 })).toEqual(['late'])
})

test('the ordinary tail of closing is nothing to tell', () => {
  expect(statusesOf({ releasedAtMs: ENDED + 5 })).toEqual([])
})

test('what is still open is a leak, not held', () => {
  expect(statusesOf({ releasedAtMs: null, owner: { listening: true } })).toEqual([])
})

test('what is closing right now has been released', () => {
  expect(statusesOf({ releasedAtMs: null, owner: { listening: false }, teardownAtMs: ENDED })).toEqual([
    'held',
  ])
})

test('what has no line of the user is nobody’s', () => {
  expect(statusesOf({ releasedAtMs: ENDED + 50, stack: null })).toEqual([])
})

test('several of one line are one, counted; late and held are told apart', () => {
  const { scope } = leftBy({ releasedAtMs: ENDED + 50 })
  for (const releasedAtMs of [ENDED + 60, ENDED + 900]) leave(scope, { releasedAtMs })
  expect(heldLater(scope, SETTLE_MS).map(({ hold, status }) => [status, hold.facts.count ?? 1])).toEqual([
    ['late', 2],
    ['held', 1],
  ])
})

test('a connection that was seen beneath an HTTP/2 session is told as the session', () => {
  const scope = fileScope().test('asks')
  const socket = {}
  const open = [
    acquisitionOf(scope, 'TCPWRAP', { strong: handleOf(socket) }),
    acquisitionOf(scope, 'HTTP2SESSION', { strong: handleOf({ [Symbol('socket')]: socket }) }),
  ]
  noteSessionSockets(open)
  expect(open.map(kindOfType)).toEqual(['http2-session', 'http2-session'])
})

test.each([
  ['TCPSERVERWRAP', 'server'],
  ['PROCESSWRAP', 'child-process'],
  ['HTTP2SESSION', 'http2-session'],
  ['MESSAGEPORT', undefined],
  ['Timeout', undefined],
])('by its type alone, %s is a %s', (type, kind) => {
  expect(kindOfType(acquisitionOf(fileScope().test('x'), type))).toBe(kind)
})

interface Given {
  readonly releasedAtMs: number | null
  readonly teardownAtMs?: number
  readonly owner?: object
  readonly stack?: Error | null
}

function statusesOf(given: Given): string[] {
  return heldLater(leftBy(given).scope, SETTLE_MS).map(({ status }) => status)
}

function leftBy(given: Given): { scope: Scope } {
  const { suite, test: testScope } = fileScope()
  const outer = suite('users')
  outer.teardownBeganAtMs = given.teardownAtMs ?? null
  const scope = testScope('listens', outer)
  scope.endedAtMs = ENDED
  leave(scope, given)
  return { scope }
}

function leave(scope: Scope, { releasedAtMs, owner = {}, stack = errorAt(12) }: Given): void {
  const strong = handleOf(owner)
  const acquisition: Acquisition<Scope> = acquisitionOf(scope, 'TCPSERVERWRAP', {
    releasedAtMs,
    stack,
    strong,
  })
  scope.acquired(acquisition)
  scope.outlasts(acquisition)
}

/** A handle as Node makes it: its public object is kept under a private symbol. */
function handleOf(publicObject: object): object {
  return { [Symbol('owner_symbol')]: publicObject }
}
