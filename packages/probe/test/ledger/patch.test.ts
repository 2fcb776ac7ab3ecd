import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { patch } from '../../src/ledger/patch.ts'

test('the replacement is called instead, and may call the original', () => {
  const target = { add: (a: number, b: number) => a + b }
  patch(target, 'add', (original) => (a, b) => original(a, b) * 10)
  expect(target.add(1, 2)).toBe(30)
})

test('name and length stay as they were', () => {
  const target = { add: (a: number, b: number) => a + b }
  patch(
    target,
    'add',
    (original) =>
      (...args: [number, number]) =>
        original(...args),
  )
  expect([target.add.name, target.add.length]).toEqual(['add', 2])
})

test('own properties stay as they were, getters and symbols included', () => {
  const mark = Symbol('mark')
  const add = Object.assign((a: number) => a, { [mark]: 1, native: { path: 'x' } })
  Object.defineProperty(add, 'computed', { get: () => 'now' })
  const target = { add }
  const { native } = add
  patch(target, 'add', (original) => ((a: number) => original(a)) as typeof original)
  expect(target.add).not.toBe(add)
  expect(target.add.native).toBe(native)
  expect(target.add[mark]).toBe(1)
  expect(Object.getOwnPropertyDescriptor(target.add, 'computed')?.get?.()).toBe('now')
})

test('a custom promisify is kept', async () => {
  const add = Object.assign((_callback: (error: null) => void) => undefined, {
    [promisify.custom]: () => Promise.resolve('custom'),
  })
  const target = { add }
  patch(target, 'add', (original) => ((callback) => original(callback)) as typeof original)
  expect(await promisify(target.add)()).toBe('custom')
})

test('a spy over the replacement sees the calls, and leaves the replacement behind', () => {
  const seen = vi.fn()
  const target = { add: (a: number) => a }
  patch(target, 'add', (original) => (a) => {
    seen(a)
    return original(a)
  })
  const spy = vi.spyOn(target, 'add')
  target.add(1)
  expect(spy).toHaveBeenCalledTimes(1)
  spy.mockRestore()
  target.add(2)
  expect(seen.mock.calls).toEqual([[1], [2]])
})

test('what is no function on this version of Node is left alone', () => {
  const wrap = vi.fn()
  const target: { glob?: () => void } = {}
  patch(target, 'glob', wrap)
  expect(wrap).not.toHaveBeenCalled()
  expect(target).toEqual({})
})
