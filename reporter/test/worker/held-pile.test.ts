import type { Acquisition } from '@watertight/probe/ledger'
import { expect, test } from 'vitest'
import { HeldPile } from '../../src/worker/held-pile.ts'
import type { Scope } from '../../src/worker/scope.ts'
import { acquisitionOf, errorAt, fileScope } from './made.ts'

const owner = { listening: true }

test('what outlasts a test is noted, and is within the budget at first', () => {
  const pile = new HeldPile(1)
  const [scope, acquisition] = leaving('first')
  expect(pile.testEnded(scope)).toEqual([])
  expect([...scope.outlasting]).toEqual([acquisition])
})

test('one more than the budget of a line is told, with the number', () => {
  const pile = new HeldPile(2)
  expect(['a', 'b'].flatMap((name) => pile.testEnded(leaving(name)[0]))).toEqual([])
  const [scope, acquisition] = leaving('c')
  expect(pile.testEnded(scope)).toMatchObject([
    {
      scope,
      acquisition,
      facts: { kind: 'server' },
      place: { line: 12 },
      evidence: ['It is one of 3 that this line has opened and that are still held; `maxHeld` is 2.'],
    },
  ])
})

test('no stack becomes text before there is more than a line may hold, and then all count', () => {
  const pile = new HeldPile(2)
  let texts = 0
  const stack = {
    get stack() {
      texts++
      return errorAt(7).stack
    },
  }
  expect([1, 2].flatMap((turn) => pile.testEnded(leaving(`test ${turn}`, { stack })[0]))).toEqual([])
  expect(texts).toBe(0)
  expect(pile.testEnded(leaving('test 3', { stack })[0])).toHaveLength(1)
  expect(pile.testEnded(leaving('test 4', { stack })[0])).toMatchObject([
    { evidence: [expect.stringContaining('4')] },
  ])
})

test('each line has its own budget', () => {
  const pile = new HeldPile(1)
  const holds = [7, 8].flatMap((line) => pile.testEnded(leaving('a', { stack: errorAt(line) })[0]))
  expect(holds).toEqual([])
})

test('what was released meanwhile does not count', () => {
  const pile = new HeldPile(1)
  for (const name of ['a', 'b', 'c']) {
    const [scope, acquisition] = leaving(name)
    expect(pile.testEnded(scope)).toEqual([])
    acquisition.releasedAtMs = 1
  }
})

test.each<[string, Partial<Acquisition<Scope>>]>([
  ['that is closing', { strong: handleOf({ listening: false }) }],
  ['that is destroyed', { strong: handleOf({ destroyed: true }) }],
  ['that nobody placed', { stack: null }],
  ['of no kind that could be held', { source: { by: 'async-hooks', type: 'MESSAGEPORT' } }],
])('what %s does not pile up', (_, given) => {
  expect(new HeldPile(0).testEnded(leaving('a', given)[0])).toEqual([])
})

test('a connection that a server accepted is the server’s', () => {
  const { test: testScope } = fileScope()
  const parent = acquisitionOf(testScope('listens'), 'TCPSERVERWRAP')
  expect(new HeldPile(0).testEnded(leaving('a', { parent }, 'TCPWRAP')[0])).toEqual([])
})

test('a connection beneath an HTTP/2 session is told as the session, and takes it along', () => {
  const socket = {}
  const [scope, connection] = leaving('a', { strong: handleOf(socket) }, 'TCPWRAP')
  const session = acquisitionOf(scope, 'HTTP2SESSION', {
    stack: null,
    strong: handleOf({ [Symbol('socket')]: socket }),
  })
  scope.acquired(session)
  expect(new HeldPile(0).testEnded(scope)).toMatchObject([
    { facts: { kind: 'http2-session' }, place: { line: 12 }, members: [connection, session] },
  ])
})

test('a connection beneath none stays a connection beside a session', () => {
  const [scope, connection] = leaving('a', { strong: handleOf({}) }, 'TCPWRAP')
  const strong = handleOf({ [Symbol('socket')]: {} })
  scope.acquired(acquisitionOf(scope, 'HTTP2SESSION', { stack: null, strong }))
  expect(new HeldPile(0).testEnded(scope)).toMatchObject([
    { facts: { kind: 'socket' }, members: [connection] },
  ])
})

test('a test that left nothing has nothing to note', () => {
  const scope = fileScope().test('tidy')
  expect(new HeldPile(0).testEnded(scope)).toEqual([])
  expect(scope.outlasting.size).toBe(0)
})

function leaving(
  name: string,
  given: Partial<Acquisition<Scope>> = {},
  type = 'TCPSERVERWRAP',
): [Scope, Acquisition<Scope>] {
  const scope = fileScope().test(name)
  const acquisition = acquisitionOf(scope, type, { strong: handleOf(owner), ...given })
  scope.acquired(acquisition)
  return [scope, acquisition]
}

/** A handle as Node makes it: its public object is kept under a private symbol. */
function handleOf(publicObject: object): object {
  return { [Symbol('owner_symbol')]: publicObject }
}
