import v8 from 'node:v8'
import vm from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import { recordProcessListeners } from '../../src/ledger/process-listeners.ts'
import { until } from '../started.ts'
import { createLedger, placeOf } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

v8.setFlagsFromString('--expose-gc')
const gc = vm.runInNewContext('gc') as () => void
const { ledger, context, acquired, released, liveOf } = createLedger()
recordProcessListeners(ledger)
ledger.start()

test.each(['SIGINT', 'SIGTERM', 'SIGUSR2', 'exit', 'beforeExit', 'uncaughtException', 'unhandledRejection'])(
  'a listener for %s is found while it is there, and gone once it was removed',
  (event) => {
    const scope: Named = { name: event }
    const listener = () => undefined
    context.run(scope, () => process.on(event, listener))
    onTestFinished(() => void process.off(event, listener))
    expect(liveOf(scope)).toMatchObject([{ source: { by: 'process-listener', event, listener } }])
    expect(placeOf(liveOf(scope)[0]?.stack ?? null)).toContain('process-listeners.test.ts')
    process.off(event, listener)
    expect(liveOf(scope)).toEqual([])
  },
)

test.each(['message', 'disconnect', 'newListener', 'own event'])(
  'a listener for %s is nobody’s leak',
  (event) => {
    const scope: Named = { name: event }
    const listener = () => undefined
    context.run(scope, () => process.on(event, listener))
    onTestFinished(() => void process.off(event, listener))
    expect(liveOf(scope)).toEqual([])
  },
)

test('a listener that runs once is gone when it ran', () => {
  const scope: Named = { name: 'once' }
  context.run(scope, () => process.once('SIGUSR2', () => undefined))
  expect(liveOf(scope)).toHaveLength(1)
  process.emit('SIGUSR2')
  expect(liveOf(scope)).toEqual([])
})

test('the same listener for two events, or twice for one, is counted as often as it is there', () => {
  const scope: Named = { name: 'twice' }
  const listener = () => undefined
  const events = ['SIGUSR2', 'exit', 'SIGUSR2']
  onTestFinished(() => events.forEach((event) => process.off(event, listener)))
  context.run(scope, () => events.forEach((event) => process.on(event, listener)))
  expect(eventsOf(scope)).toEqual(events)
  process.off('SIGUSR2', listener)
  expect(eventsOf(scope).toSorted()).toEqual(['SIGUSR2', 'exit'])
  process.off('exit', listener)
  expect(eventsOf(scope)).toEqual(['SIGUSR2'])
})

test('removing all listeners of an event removes them here', () => {
  const scope: Named = { name: 'all' }
  context.run(scope, () => [1, 2].forEach((index) => process.on('SIGUSR2', () => index)))
  process.removeAllListeners('SIGUSR2')
  expect(liveOf(scope)).toEqual([])
})

test.each<[string, (listeners: (() => void)[]) => unknown]>([
  ['called', () => process.emit('SIGUSR2')],
  ['removed one by one', (listeners) => listeners.forEach((listener) => process.off('SIGUSR2', listener))],
  ['removed at once', () => process.removeAllListeners('SIGUSR2')],
])('listeners that run once, beside others of their event, are gone when they are %s', (_, remove) => {
  const scope: Named = { name: 'once beside' }
  const other = () => undefined
  process.on('SIGUSR2', other)
  onTestFinished(() => void process.off('SIGUSR2', other))
  const listeners = [1, 2].map((index) => () => expect(index).toBeGreaterThan(0))
  context.run(scope, () => listeners.forEach((listener) => process.once('SIGUSR2', listener)))
  expect(liveOf(scope)).toHaveLength(2)
  remove(listeners)
  expect(liveOf(scope)).toEqual([])
})

test('a listener that leaves one event stays for the other, in whatever order', () => {
  const scope: Named = { name: 'order' }
  const listener = () => undefined
  context.run(scope, () => process.on('SIGUSR2', listener).on('exit', listener))
  process.off('SIGUSR2', listener)
  expect(eventsOf(scope)).toEqual(['exit'])
  process.off('exit', listener)
  expect(eventsOf(scope)).toEqual([])
})

test('a listener that was removed is not kept', async () => {
  const gone = (() => {
    const listener = () => undefined
    process.on('SIGUSR2', listener)
    process.off('SIGUSR2', listener)
    return new WeakRef(listener)
  })()
  for (const told of [acquired, released]) told.length = 0
  await until(() => (gc(), gone.deref() === undefined))
})

function eventsOf(scope: Named): unknown[] {
  return liveOf(scope).map(({ source }) => source.by === 'process-listener' && source.event)
}
