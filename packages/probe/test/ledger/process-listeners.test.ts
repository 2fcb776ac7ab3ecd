import { expect, onTestFinished, test } from 'vitest'
import { recordProcessListeners } from '../../src/ledger/process-listeners.ts'
import { createLedger, placeOf } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

const { ledger, context, liveOf } = createLedger()
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
    expect(placeOf(liveOf(scope)[0]?.error ?? null)).toContain('process-listeners.test.ts')
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

function eventsOf(scope: Named): unknown[] {
  return liveOf(scope).map(({ source }) => source.by === 'process-listener' && source.event)
}
