import { EventEmitter } from 'node:events'
import type { ListenerPile } from '@watertight/probe/ledger'
import { expect, test, vi } from 'vitest'
import { pileHolds } from '../../src/worker/piles.ts'
import type { Scope } from '../../src/worker/scope.ts'
import { errorAt, fileScope } from './made.ts'

const { file, test: testScope } = fileScope()

// Node warns of what is made on purpose here.
vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)

test('each test that left a listener is charged with its own, once there are more than the emitter allows', () => {
  const { pile } = piledUp(11)
  const holds = pileHolds([pile], file)
  expect(holds.map(({ scope }) => scope.title)).toEqual(
    Array.from({ length: 11 }, (_, index) => `test ${index}`),
  )
  expect(holds[0]).toMatchObject({
    facts: { kind: 'listener', name: 'data', className: 'EventEmitter' },
    place: { line: 12 },
    evidence: ['The EventEmitter now has 11 "data" listeners.'],
  })
})

test('as many as the emitter allows are fine', () => {
  expect(pileHolds([piledUp(10).pile], file)).toEqual([])
})

test('an emitter that was told to expect many may have many', () => {
  const { pile, emitter } = piledUp(30)
  emitter.setMaxListeners(30)
  expect(pileHolds([pile], file)).toEqual([])
  emitter.setMaxListeners(0)
  expect(pileHolds([pile], file)).toEqual([])
})

test('listeners that were removed accuse nobody', () => {
  const { pile, emitter } = piledUp(30)
  emitter.removeAllListeners('data')
  expect(pileHolds([pile], file)).toEqual([])
})

test('tests that still run are not charged', () => {
  const { pile, scopes } = piledUp(12)
  for (const scope of scopes.slice(2)) scope.endedAtMs = null
  expect(pileHolds([pile], file).map(({ scope }) => scope)).toEqual(scopes.slice(0, 2))
})

test('one test alone that listens often is its own affair', () => {
  const scope = ended(testScope('busy'))
  expect(pileHolds([piledUp(30, () => scope).pile], file)).toEqual([])
})

test('the listeners of suites, and of the tests of another file, are not told here', () => {
  expect(pileHolds([piledUp(30, () => ended(file)).pile], file)).toEqual([])
  expect(pileHolds([piledUp(30).pile], fileScope().file)).toEqual([])
})

test('a listener that Node itself added is none of the user’s', () => {
  const error = errorAt(12)
  error.stack = error.stack?.replace('node:net:1:1', 'node:internal/deps/undici/undici:1:1') ?? ''
  expect(pileHolds([piledUp(30, undefined, error).pile], file)).toEqual([])
})

test('an emitter that is gone has no listeners', () => {
  const { pile } = piledUp(30)
  const gone = { deref: () => undefined } as WeakRef<object>
  expect(pileHolds([{ ...pile, emitter: gone }], file)).toEqual([])
})

function piledUp(
  count: number,
  scopeOf = (index: number) => ended(testScope(`test ${index}`)),
  stack = errorOfUser(),
): { pile: ListenerPile<Scope>; emitter: EventEmitter; scopes: Scope[] } {
  const emitter = new EventEmitter()
  const entries = Array.from({ length: count }, (_, index) => {
    const listener = () => index
    emitter.on('data', listener)
    return { scope: scopeOf(index), stack, listener: new WeakRef(listener) }
  })
  const pile = { emitter: new WeakRef(emitter), event: 'data', entries }
  return { pile, emitter, scopes: entries.map(({ scope }) => scope) }
}

function errorOfUser(): Error {
  const error = errorAt(12)
  error.stack = error.stack?.replace('node:net:1:1', 'node:events:1:1') ?? ''
  return error
}

function ended(scope: Scope): Scope {
  scope.endedAtMs = 1
  return scope
}
