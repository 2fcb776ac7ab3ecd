import { EventEmitter } from 'node:events'
import fs from 'node:fs'
import v8 from 'node:v8'
import vm from 'node:vm'
import { expect, test } from 'vitest'
import { ClientBirths } from '../../src/ledger/client-births.ts'
import { Openings } from '../../src/ledger/openings.ts'
import { recordPublicCalls } from '../../src/ledger/public-calls.ts'
import { until } from '../started.ts'
import { createLedger, placeOf } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

const { ledger, context } = createLedger()
const births = new ClientBirths<Named>()
births.start(ledger, context)
recordPublicCalls(ledger, context, new Openings())

class Redis extends EventEmitter {}
class Shop extends EventEmitter {}

/** What ioredis does: it takes the methods over and calls the constructor on itself. */
function Copied(this: object) {
  EventEmitter.call(this as EventEmitter)
}
Object.defineProperties(Copied.prototype, Object.getOwnPropertyDescriptors(EventEmitter.prototype))

test('a client is remembered for whoever built it, with the line that did', () => {
  const scope: Named = { name: 'building' }
  context.run(scope, () => new Redis())
  expect(births.of(scope).map(({ stack }) => placeOf(stack))).toEqual([
    expect.stringContaining('client-births.test.ts'),
  ])
  expect(births.of({ name: 'another' })).toEqual([])
})

test('a client that copied the methods of an emitter is one too', () => {
  const scope: Named = { name: 'copied' }
  context.run(scope, () => Reflect.construct(Copied, []) as object)
  expect(births.of(scope)).toHaveLength(1)
})

test('other emitters are not remembered, plain ones least of all', () => {
  const scope: Named = { name: 'others' }
  context.run(scope, () => [new Shop(), new EventEmitter()])
  expect(births.of(scope)).toEqual([])
})

test('what a client opens meanwhile does not make it forgotten', () => {
  class FSWatcher extends EventEmitter {
    readonly watched: string[] = []
    add(path: string): void {
      this.watched.push(path)
    }
  }
  const scope: Named = { name: 'watching' }
  const opened = context.run(scope, () => {
    new FSWatcher()
    return Array.from({ length: 100 }, () => fs.watch(import.meta.dirname))
  })
  for (const watcher of opened) watcher.close()
  expect(births.of(scope)).toHaveLength(1)
})

test('the newest comes first, and only the last 64 are remembered', () => {
  const scope: Named = { name: 'many' }
  context.run(scope, () => {
    for (let round = 0; round < 64; round++) new Redis()
    lastOfAll()
  })
  expect(births.of(scope)).toHaveLength(64)
  expect(births.of(scope)[0]?.stack.stack).toContain('at lastOfAll')
})

test('a client that nobody else keeps is not kept by its birth', async () => {
  v8.setFlagsFromString('--expose-gc')
  const gc = vm.runInNewContext('gc') as () => void
  const gone = (() => new WeakRef(new Redis()))()
  await until(() => (gc(), gone.deref() === undefined))
})

test('emitters are still initialised with their options', () => {
  const emitter = new Redis({ captureRejections: true })
  expect(Reflect.ownKeys(emitter).map(String)).toContain('Symbol(kCapture)')
  expect(emitter.on('data', () => undefined).listenerCount('data')).toBe(1)
})

test.each<[string, object]>([
  ['is not there', Object.create(null) as object],
  ['is undefined', { constructor: undefined }],
  ['has no text for a name', { constructor: Object.defineProperty(() => 0, 'name', { value: Symbol('x') }) }],
  [
    'throws',
    {
      get constructor() {
        throw new Error('no constructor for you')
      },
    },
  ],
])('an emitter whose constructor %s is initialised like any other', (_, emitter) => {
  const scope: Named = { name: 'odd' }
  context.run(scope, () => EventEmitter.call(emitter as EventEmitter))
  expect(emitter).toHaveProperty('_events')
  expect(births.of(scope)).toEqual([])
})

function lastOfAll(): void {
  new Redis()
}
