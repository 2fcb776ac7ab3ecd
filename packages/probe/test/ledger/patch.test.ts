import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { patch } from '../../src/ledger/patch.ts'

test('the replacement is called instead, and may call the original', () => {
  const target = { add: (a: number, b: number) => a + b }
  expect(patch(target, 'add', (original) => (a, b) => original(a, b) * 10)).toBe(true)
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
  expect(patch(target, 'glob', wrap)).toBe(false)
  expect(wrap).not.toHaveBeenCalled()
  expect(target).toEqual({})
})

test('what is frozen keeps what it has, and nothing is thrown', () => {
  const target = Object.freeze({ add: (a: number) => a })
  expect(patch(target, 'add', () => () => 0)).toBe(false)
  expect(target.add(1)).toBe(1)
})

test.each<[string, PropertyDescriptor]>([
  ['read-only', { value: (a: number) => a, configurable: true }],
  ['a getter', { get: () => (a: number) => a, configurable: true }],
])('a method that is %s is defined anew, as visible as it was', (_, descriptor) => {
  const target = Object.defineProperty({}, 'add', descriptor) as { add: (a: number) => number }
  expect(patch(target, 'add', (original) => (a) => original(a) * 10)).toBe(true)
  expect(target.add(1)).toBe(10)
  expect(Object.keys(target)).toEqual([])
})

test('a getter or a setter that throws is nobody’s trouble', () => {
  const refuse = (): never => {
    throw new Error('refused')
  }
  const unreadable = Object.defineProperty({}, 'add', { get: refuse }) as { add: () => number }
  const unwritable = Object.defineProperty({}, 'add', {
    get: () => () => 1,
    set: refuse,
  }) as typeof unreadable
  expect(patch(unreadable, 'add', () => () => 0)).toBe(false)
  expect(patch(unwritable, 'add', () => () => 0)).toBe(false)
})
