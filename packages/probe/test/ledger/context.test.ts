import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Call } from '../../src/ledger/context.ts'
import { createLedger } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

const first: Named = { name: 'first' }
const second: Named = { name: 'second' }

test('work without a context belongs to the fallback, whichever that is by then', () => {
  const { context, file } = createLedger()
  expect(context.current()).toEqual({ scope: file, call: null })
  context.fallback = first
  expect(context.current()).toEqual({ scope: first, call: null })
  expect(context.fallback).toBe(first)
})

test('run scopes the work and nothing after it', async () => {
  const { context, file } = createLedger()
  const inside = context.run(first, async () => {
    await turn()
    return context.current().scope
  })
  expect(context.current().scope).toBe(file)
  expect(await inside).toBe(first)
  expect(context.current().scope).toBe(file)
})

test.each([
  ['an await', () => Promise.resolve()],
  ['a timer', () => sleep(1)],
  ['a turn of the event loop', () => turn()],
  ['a callback', () => new Promise<void>((done) => process.nextTick(done))],
])('the scope goes through %s', async (_, wait) => {
  const { context } = createLedger()
  const seen = await context.run(first, async () => {
    await wait()
    return context.current().scope
  })
  expect(seen).toBe(first)
})

test('concurrent work keeps its own scope each', async () => {
  const { context } = createLedger()
  const work = (scope: Named, ms: number) =>
    context.run(scope, async () => {
      await sleep(ms)
      return context.current().scope
    })
  expect(await Promise.all([work(first, 2), work(second, 1)])).toEqual([first, second])
})

test('enter scopes the rest of the calling function, and of those that call it in the same turn', async () => {
  const { context, file } = createLedger()
  const runner = async () => {
    const hook = () => context.enter(first)
    hook()
    await turn()
    return context.current().scope
  }
  expect(await context.run(file, runner)).toBe(first)
  expect(context.current().scope).toBe(file)
})

test('a public call stays with what it does later, and keeps the scope of its caller', async () => {
  const { context } = createLedger()
  const call: Call = { name: 'fetch', stack: new Error() }
  const later = context.run(first, () =>
    context.runCall(call, async () => {
      await turn()
      return context.current()
    }),
  )
  expect(await later).toEqual({ scope: first, call })
})

test('a context that was kept can be entered again, its call included', () => {
  const { context } = createLedger()
  const call: Call = { name: 'listen', stack: new Error() }
  const kept = context.run(first, () => context.runCall(call, () => context.current()))
  expect(context.runIn(kept, () => context.current())).toBe(kept)
})
