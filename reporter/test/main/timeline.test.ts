import type { Probe } from '@watertight/probe'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Timeline } from '../../src/main/timeline.ts'

const pidusage = vi.hoisted(() =>
  Object.assign(
    vi.fn((pid: number) =>
      pid === 9
        ? Promise.reject(new Error('No matching pid found'))
        : Promise.resolve({ memory: pid * 1000, cpu: 12.34 }),
    ),
    { clear: vi.fn() },
  ),
)
vi.mock('pidusage', () => ({ default: pidusage }))

const probe = {
  listDescriptors: (pid: number) =>
    pid === 8 ? null : { descriptors: [{ fd: 0, target: '/dev/null' }], unreadable: 0 },
  listChildren: () => [101, 102],
} as unknown as Probe

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a run that nobody heard of has no workers, and nothing to wait for', async () => {
  expect(await new Timeline(probe).stop()).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('a worker is sampled from the moment that it is heard of', async () => {
  const timeline = new Timeline(probe)
  timeline.seen(7, 'b.test.ts')
  timeline.seen(7, 'a.test.ts')
  await vi.advanceTimersByTimeAsync(1200)
  expect(await timeline.stop()).toEqual([
    {
      pid: 7,
      files: ['a.test.ts', 'b.test.ts'],
      samples: [0, 500, 1000].map((atMs) => ({
        atMs,
        rssBytes: 7000,
        cpuPercent: 12.3,
        descriptors: 1,
        children: 2,
      })),
    },
  ])
})

test('what cannot be read is null; a worker that has ended gets no more samples', async () => {
  const timeline = new Timeline(probe)
  timeline.seen(8, 'a.test.ts')
  timeline.seen(9, 'b.test.ts')
  await vi.advanceTimersByTimeAsync(10)
  expect(await timeline.stop()).toMatchObject([
    { pid: 8, samples: [{ descriptors: null }] },
    { pid: 9, samples: [] },
  ])
})

test('samples stay bounded, however long the run: they are thinned evenly, and come less often', async () => {
  const timeline = new Timeline(probe)
  timeline.seen(7, 'a.test.ts')
  await vi.advanceTimersByTimeAsync(3_600_000)
  const [worker] = await timeline.stop()
  const times = worker?.samples.map(({ atMs }) => atMs) ?? []
  expect(times.length).toBeLessThanOrEqual(600)
  expect(times.length).toBeGreaterThan(250)
  expect(times[0]).toBe(0)
  const gaps = new Set(times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0)))
  expect([...gaps]).toHaveLength(1)
})

test('stopping ends the sampling, and closes what pidusage keeps open', async () => {
  const timeline = new Timeline(probe)
  timeline.seen(7, 'a.test.ts')
  await vi.advanceTimersByTimeAsync(10)
  await timeline.stop()
  pidusage.mockClear()
  await vi.advanceTimersByTimeAsync(5000)
  expect(pidusage).not.toHaveBeenCalled()
  expect(pidusage.clear).toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})

test('stopping in the middle of a sample waits for it, and no other follows', async () => {
  const timeline = new Timeline(probe)
  timeline.seen(7, 'a.test.ts')
  vi.advanceTimersByTime(0)
  const [worker] = await timeline.stop()
  expect(worker?.samples).toHaveLength(1)
  expect(vi.getTimerCount()).toBe(0)
})
