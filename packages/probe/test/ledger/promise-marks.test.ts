import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import vm from 'node:vm'
import { describe, expect, test } from 'vitest'
import { PromiseMarks } from '../../src/ledger/promise-marks.ts'
import { createLedger } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

const { ledger, context } = createLedger()
ledger.start()
const scope: Named = { name: 'scope' }
const before = context.run(scope, () => Reflect.ownKeys(new Promise(() => undefined)))
const marks = new PromiseMarks(context)
marks.hideIn(Promise.prototype)

/** Newer versions of Node write nothing into a promise. */
const onOlderNode = test.skipIf(before.length === 0)

onOlderNode('what Node writes into promises was seen before', () => {
  expect(before.map(String)).toContain('Symbol(kResourceStore)')
})

describe('a promise shows nothing,', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['a new one', () => new Promise(() => undefined)],
    ['one that follows another', () => Promise.resolve(1).then(() => 2)],
    ['that of an asynchronous function', () => turn()],
  ])('%s', (_, make) => {
    const promise = context.run(scope, make)
    expect(Reflect.ownKeys(promise)).toEqual([])
    expect({ promise }).toEqual({ promise: Promise.resolve() })
  })

  test('one of another realm, once they are hidden there too', () => {
    const realm = vm.createContext()
    const make = () => vm.runInContext('Promise.resolve()', realm) as object
    marks.hideIn(Object.getPrototypeOf(make()) as object)
    const keys = Reflect.ownKeys(context.run(scope, make))
    expect(before.filter((key) => keys.includes(key))).toEqual([])
  })
})

test('work still belongs to the scope that began it', async () => {
  const inside = context.run(scope, async () => {
    await Promise.resolve()
    await turn()
    return context.current().scope
  })
  expect(context.current().scope).not.toBe(scope)
  expect(await inside).toBe(scope)
})

test('the storage of somebody else works beside it', async () => {
  const storage = new AsyncLocalStorage<number>()
  const inside = storage.run(1, async () => {
    await turn()
    return storage.getStore()
  })
  expect(await inside).toBe(1)
})

test('a second context of the same thread is not mixed up with the first', async () => {
  const other = createLedger().context
  other.enter({ name: 'outside' })
  new PromiseMarks(other).hideIn(Promise.prototype)
  const inside = context.run(scope, () =>
    other.run({ name: 'other' }, async () => {
      await turn()
      return [context.current().scope.name, other.current().scope.name]
    }),
  )
  expect(await inside).toEqual(['scope', 'other'])
})

test('a frozen prototype stays as it is', () => {
  const prototype = Object.freeze({})
  marks.hideIn(prototype)
  expect(Reflect.ownKeys(prototype)).toEqual([])
})
