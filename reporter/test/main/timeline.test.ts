import type { Probe, ProcessInfo } from '@watertight/probe'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Timeline } from '../../src/main/timeline.ts'

const pidusage = vi.hoisted(() =>
  vi.fn((pid: number) =>
    pid === 9
      ? Promise.reject(new Error('No matching pid found'))
      : Promise.resolve({ memory: pid * 1000, cpu: 12.34 }),
  ),
)
vi.mock('pidusage', () => ({ default: pidusage }))

const probe = {
  listDescriptors: (pid: number) =>
    pid === 8 ? null : { descriptors: [{ fd: 0, target: '/dev/null' }], unreadable: 0 },
  listChildren: () => [101, 102],
} as unknown as Probe

beforeEach(() => {
  vi.useFakeTimers()
  pidusage.mockClear()
})
afterEach(() => void vi.useRealTimers())

test('a run that nobody heard of has no workers, and nothing to wait for', async () => {
  expect(await new Timeline(probe).stop()).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('what pidusage needs to know of the machine it is asked before there are workers, where it asks programs', () => {
  for (const name of ['portable', 'windows']) new Timeline({ ...probe, name } as Probe).prepare()
  expect(pidusage).not.toHaveBeenCalled()
  new Timeline({ ...probe, name: 'procfs' }).prepare()
  expect(pidusage).toHaveBeenCalledOnce()
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

test('a worker that has ended is asked for once, and again when its pid is heard of again', async () => {
  const timeline = new Timeline(probe)
  timeline.seen(9, 'a.test.ts')
  await vi.advanceTimersByTimeAsync(1200)
  expect(pidusage).toHaveBeenCalledTimes(1)
  timeline.seen(9, 'b.test.ts')
  await vi.advanceTimersByTimeAsync(500)
  expect(pidusage).toHaveBeenCalledTimes(2)
  expect(await timeline.stop()).toEqual([{ pid: 9, files: ['a.test.ts', 'b.test.ts'], samples: [] }])
})

test('on Windows nothing is sampled', async () => {
  const timeline = new Timeline({ ...probe, name: 'windows' })
  timeline.seen(7, 'a.test.ts')
  await vi.advanceTimersByTimeAsync(1200)
  expect(pidusage).not.toHaveBeenCalled()
  expect(await timeline.stop()).toEqual([])
})

test('through ps the children of all workers are counted by one look', async () => {
  const readProcesses = vi.fn(() => [{ ppid: 7 }, { ppid: 7 }, { ppid: 8 }, { ppid: 1 }] as ProcessInfo[])
  const timeline = new Timeline({ ...probe, name: 'portable', readProcesses })
  timeline.seen(7, 'a.test.ts')
  timeline.seen(8, 'b.test.ts')
  await vi.advanceTimersByTimeAsync(10)
  expect((await timeline.stop()).map(({ samples }) => samples[0]?.children)).toEqual([2, 1])
  expect(readProcesses).toHaveBeenCalledTimes(1)
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

test('samples are taken once each, and stay in the timeline', async () => {
  const timeline = new Timeline(probe)
  timeline.seen(7, 'a.test.ts')
  await vi.advanceTimersByTimeAsync(600)
  expect(timeline.take(7).map(({ atMs }) => atMs)).toEqual([0, 500])
  await vi.advanceTimersByTimeAsync(500)
  expect(timeline.take(7).map(({ atMs }) => atMs)).toEqual([1000])
  expect(timeline.take(99)).toEqual([])
  expect((await timeline.stop())[0]?.samples).toHaveLength(3)
})

test('stopping ends the sampling', async () => {
  const timeline = new Timeline(probe)
  timeline.seen(7, 'a.test.ts')
  await vi.advanceTimersByTimeAsync(10)
  await timeline.stop()
  pidusage.mockClear()
  await vi.advanceTimersByTimeAsync(5000)
  expect(pidusage).not.toHaveBeenCalled()
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
