import { expect, test, vi } from 'vitest'
import { createLifecycle, ReleaseError } from '../../src/index.ts'
import { lifecycleForTest } from '../lifecycle-for-test.ts'

test('releases what is still owned, last in, first out, and finds nothing the next time', async () => {
  const { lifecycle } = lifecycleForTest()
  const released: string[] = []
  for (const name of ['server', 'pool', 'client']) lifecycle.own(name, name, (value) => released.push(value))
  await lifecycle.releaseAll()
  expect(released).toEqual(['client', 'pool', 'server'])
  await lifecycle.releaseAll()
  expect(released).toHaveLength(3)
})

test('releases once, however often and by whomever it is asked', async () => {
  const { lifecycle } = lifecycleForTest()
  const release = vi.fn()
  const owned = lifecycle.own('pool', {}, release)
  await Promise.all([owned.release(), owned.release(), lifecycle.releaseAll()])
  await owned[Symbol.asyncDispose]()
  expect(release).toHaveBeenCalledTimes(1)
})

test('disposes of an owned thing at the end of its block', async () => {
  const { lifecycle } = lifecycleForTest()
  const release = vi.fn()
  {
    await using db = lifecycle.own('db', { rows: 3 }, release)
    expect(db.value.rows).toBe(3)
    expect(release).not.toHaveBeenCalled()
  }
  expect(release).toHaveBeenCalledExactlyOnceWith({ rows: 3 })
})

test('does not release what was given up', async () => {
  const { lifecycle } = lifecycleForTest()
  const release = vi.fn()
  lifecycle.own('pool', {}, release).forget()
  await lifecycle.releaseAll()
  expect(release).not.toHaveBeenCalled()
})

test('runs every clean-up though others throw or hang, and names all that failed', async () => {
  const { lifecycle } = lifecycleForTest()
  const release = vi.fn()
  lifecycle.own('first', 1, release)
  lifecycle.own('broken', 2, () => Promise.reject(new Error('connection lost.')))
  lifecycle.own('stuck', 3, () => new Promise(() => undefined), { timeoutMs: 20 })
  lifecycle.own('last', 4, release)
  const error = await lifecycle.releaseAll().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ReleaseError)
  expect((error as ReleaseError).message).toBe(
    '2 of 4 clean-ups failed:\n' +
      '  "stuck" was not released: it did not end within 20 ms\n' +
      '  "broken" was not released: connection lost',
  )
  expect((error as ReleaseError).errors.map(({ resource }) => resource)).toEqual(['stuck', 'broken'])
  expect(release.mock.calls).toEqual([[4], [1]])
  await lifecycle.releaseAll()
})

test.each([
  ['throws', () => Promise.reject(new Error('no'))],
  ['hangs', () => new Promise(() => undefined)],
])('takes the next step when a clean-up %s', async (_, release) => {
  const { lifecycle } = lifecycleForTest()
  const escalate = vi.fn()
  const socket = lifecycle.own('socket', 'value', release, { timeoutMs: 20, escalate })
  await expect(socket.release()).rejects.toThrow('"socket" was not released')
  expect(escalate).toHaveBeenCalledExactlyOnceWith('value')
})

test('does not take the next step when the clean-up did its work', async () => {
  const { lifecycle } = lifecycleForTest()
  const escalate = vi.fn()
  await lifecycle.own('socket', 'value', () => undefined, { escalate }).release()
  expect(escalate).not.toHaveBeenCalled()
})

test('releases what a clean-up itself acquired', async () => {
  const { lifecycle } = lifecycleForTest()
  const release = vi.fn()
  lifecycle.own('outer', 1, () => void lifecycle.own('inner', 2, release))
  await lifecycle.releaseAll()
  expect(release).toHaveBeenCalledTimes(1)
})

test('keeps neither a reaper nor a record, and no listener, for what lives in this process only', async () => {
  const before = process.listenerCount('SIGTERM')
  const { lifecycle, records } = lifecycleForTest()
  expect(process.listenerCount('SIGTERM')).toBe(before)
  const owned = lifecycle.own('pool', {}, () => undefined)
  expect(process.listenerCount('SIGTERM')).toBe(before + 1)
  expect(records()).toEqual([])
  await owned.release()
  expect(process.listenerCount('SIGTERM')).toBe(before)
})

test.each([
  [() => lifecycleOf().own('', 1, () => 1), 'Expected `name` to be a non-empty string, got `""` (string).'],
  [() => lifecycleOf().own('a', 1, 5 as never), 'Expected `release` to be a function, got `5` (number).'],
  [
    () => lifecycleOf().own('a', 1, () => 1, { timeoutMs: -5 }),
    'Expected `timeoutMs` to be a non-negative integer, got `-5` (number).',
  ],
  [
    () => lifecycleOf().own('a', 1, () => 1, { timeout: 5 } as never),
    'Unknown option `timeout`. Did you mean `timeoutMs`?',
  ],
])('refuses wrong usage by name, expectation and what was received: %#', (use, message) => {
  expect(use).toThrow(new TypeError(message))
})

function lifecycleOf() {
  return createLifecycle({ directories: [], reaper: false })
}
