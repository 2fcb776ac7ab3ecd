import { expect, onTestFinished, test, vi } from 'vitest'
import { after, monotonicMs, pause } from '../../src/ledger/clock.ts'

test('time passes, and pauses end, where fake timers were left on', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const before = monotonicMs()
  await pause(0)
  await pause(2)
  expect(monotonicMs()).toBeGreaterThan(before)
})

test('after works once, unless it is cancelled', async () => {
  const cancelled = vi.fn()
  after(1, cancelled)()
  await new Promise<void>((done) => after(2, done))
  expect(cancelled).not.toHaveBeenCalled()
})
