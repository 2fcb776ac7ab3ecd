import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { settle } from '../../src/worker/settle.ts'

const pause = vi.hoisted(() => vi.fn((_ms: number) => Promise.resolve()))
vi.mock('@watertight/probe/ledger', () => ({ pause }))

beforeEach(() => pause.mockClear())
afterEach(() => expect(pauses().every((ms) => ms >= 0)).toBe(true))

test('nothing left is known at once, without a pause', async () => {
  const read = vi.fn(() => [])
  expect(await settle(read, 300)).toEqual([])
  expect(read).toHaveBeenCalledTimes(1)
  expect(pauses()).toEqual([])
})

test('reads again until nothing is left, and no longer', async () => {
  const readings = [['a', 'b'], ['b'], []]
  expect(await settle(() => readings.shift() ?? ['too late'], 300)).toEqual([])
  expect(pauses()).toEqual([0, 0])
})

test('begins with turns of the event loop, then doubles its pauses', async () => {
  await settle(() => ['leak'], 60)
  expect(pauses()).toEqual([0, 0, 1, 2, 4, 8, 16, 29])
})

test.each([1, 300, 5000])('gives up after %d ms, to the millisecond, with what is left', async (settleMs) => {
  expect(await settle(() => ['leak'], settleMs)).toEqual(['leak'])
  expect(pauses().reduce((sum, ms) => sum + ms, 0)).toBe(settleMs)
})

test('answers the last reading, not the first', async () => {
  let round = 0
  expect(await settle(() => [++round], 3)).toEqual([round])
  expect(round).toBeGreaterThan(1)
})

test('does not wait at all where no settling is wanted', async () => {
  expect(await settle(() => ['leak'], 0)).toEqual(['leak'])
  expect(pauses()).toEqual([])
})

function pauses(): number[] {
  return pause.mock.calls.map(([ms]) => ms)
}
