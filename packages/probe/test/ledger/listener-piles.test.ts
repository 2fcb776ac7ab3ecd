import { EventEmitter } from 'node:events'
import v8 from 'node:v8'
import vm from 'node:vm'
import { expect, test } from 'vitest'
import { ListenerPiles, listenersOf } from '../../src/ledger/listener-piles.ts'
import { until } from '../started.ts'
import { createLedger, placeOf } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

v8.setFlagsFromString('--expose-gc')
const gc = vm.runInNewContext('gc') as () => void
const { ledger, context } = createLedger()
const piles = new ListenerPiles<Named>(ledger, context)
piles.start()

const [first, second, third] = ['first', 'second', 'third'].map((name): Named => ({ name })) as [
  Named,
  Named,
  Named,
]

test('an emitter that several scopes listen to is shared', () => {
  const emitter = new EventEmitter()
  listen(first, emitter, 3)
  listen(second, emitter, 1)
  expect(pilesOf(emitter)).toMatchObject([
    { event: 'data', entries: [{ scope: first }, { scope: first }, { scope: second }] },
  ])
})

test('an emitter of one scope is not, however many listeners it has', () => {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  listen(first, emitter, 30)
  expect(pilesOf(emitter)).toEqual([])
})

test('one listener from each of two scopes is no pile: the first of an event is not noted', () => {
  const emitter = new EventEmitter()
  listen(first, emitter, 1)
  listen(second, emitter, 1)
  expect(pilesOf(emitter)).toEqual([])
})

test('the events of one emitter are told apart', () => {
  const emitter = new EventEmitter()
  for (const scope of [first, second, third]) {
    listen(scope, emitter, 1, 'data')
    listen(scope, emitter, 1, 'end')
  }
  expect(pilesOf(emitter).map(({ event }) => event)).toEqual(['data', 'end'])
})

test('each listener knows its line, from the second scope on', () => {
  const emitter = new EventEmitter()
  for (const scope of [first, second, third]) listen(scope, emitter, 1)
  const errors = pilesOf(emitter).flatMap(({ entries }) => entries.map(({ stack }) => placeOf(stack)))
  expect(errors).toEqual([undefined, expect.stringContaining('listener-piles.test.ts')])
})

test.each(['on', 'addListener', 'prependListener', 'once', 'prependOnceListener'] as const)(
  'emitter.%s adds to the pile',
  (method) => {
    const emitter = new EventEmitter()
    for (const scope of [first, second, third])
      context.run(scope, () => emitter[method]('data', () => undefined))
    const noted = pilesOf(emitter).flatMap(({ entries }) => entries.map(({ listener }) => listener.deref()))
    expect(noted).toHaveLength(2)
    expect(listenersOf(emitter, 'data')).toEqual(expect.arrayContaining(noted))
  },
)

test('of a listener that was called once, nothing is left to find', () => {
  const emitter = new EventEmitter()
  for (const scope of [first, second, third]) context.run(scope, () => emitter.once('data', () => undefined))
  emitter.emit('data')
  expect(listenersOf(emitter, 'data')).toEqual([])
})

test('who added a listener that is gone is not kept by the pile', async () => {
  const emitter = new EventEmitter().on('data', () => undefined)
  class Listening {
    listen(): void {
      const listener = () => undefined
      emitter.on('data', listener).off('data', listener)
    }
  }
  const gone = [first, second].map((scope) => {
    const listening = new Listening()
    context.run(scope, () => listening.listen())
    return new WeakRef(listening)
  })
  await until(() => (gc(), gone.every((ref) => ref.deref() === undefined)))
  expect(pilesOf(emitter)).toHaveLength(1)
})

test('an emitter whose listeners come and go does not grow the pile', () => {
  const emitter = new EventEmitter()
  const stays = () => undefined
  emitter.on('data', stays)
  for (let round = 0; round < 1000; round++) {
    const passes = () => undefined
    context.run(round % 2 === 0 ? first : second, () => emitter.on('data', passes))
    emitter.off('data', passes)
  }
  expect(pilesOf(emitter)[0]?.entries.length).toBeLessThanOrEqual(64)
})

test('pruning keeps the listeners that are still there', () => {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  const listeners = [...new Set(Array.from({ length: 100 }, (_, index) => () => index))]
  for (const [index, listener] of listeners.entries())
    context.run(index % 2 === 0 ? first : second, () => emitter.on('data', listener))
  const noted = pilesOf(emitter)[0]?.entries.map(({ listener }) => listener.deref())
  expect(noted).toEqual(listeners.slice(1))
})

test('an AbortSignal is an emitter too; other event targets are left alone', () => {
  const { signal } = new AbortController()
  const target = new EventTarget()
  for (const scope of [first, second, third]) {
    context.run(scope, () => signal.addEventListener('abort', () => undefined))
    context.run(scope, () => target.addEventListener('abort', () => undefined))
  }
  expect(pilesOf(signal)).toMatchObject([{ event: 'abort', entries: [{ scope: second }, { scope: third }] }])
  expect(pilesOf(target)).toEqual([])
  expect(listenersOf(target, 'abort')).toHaveLength(3)
})

test('listeners of the process have a record of their own', () => {
  const listeners = [first, second, third].map((scope) => {
    const listener = () => undefined
    context.run(scope, () => process.on('warning', listener))
    return listener
  })
  expect(pilesOf(process)).toEqual([])
  for (const listener of listeners) process.off('warning', listener)
})

test('an emitter that nobody else keeps is not kept by its pile', async () => {
  const kept = { count: piles.shared().length }
  const gone = (() => {
    const emitter = new EventEmitter()
    for (const scope of [first, second, third]) listen(scope, emitter, 1)
    return new WeakRef(emitter)
  })()
  expect(piles.shared()).toHaveLength(kept.count + 1)
  await until(() => (gc(), gone.deref() === undefined))
  expect(piles.shared().every(({ emitter }) => emitter.deref() !== undefined)).toBe(true)
})

test('on answers the emitter, so that calls can be chained', () => {
  const emitter = new EventEmitter()
  expect(emitter.on('a', () => undefined).prependListener('a', () => undefined)).toBe(emitter)
})

test('what is neither an emitter nor a target has no listeners', () => {
  expect(listenersOf({}, 'data')).toEqual([])
})

function listen(scope: Named, emitter: EventEmitter, count: number, event = 'data'): void {
  context.run(scope, () => {
    for (let index = 0; index < count; index++) emitter.on(event, () => index)
  })
}

function pilesOf(emitter: object) {
  return piles.shared().filter((pile) => pile.emitter.deref() === emitter)
}
