import { describe, expect, test } from 'vitest'
import { readLiveMemory } from '../../src/worker/memory.ts'
import type { MemoryFigures } from '../../src/worker/memory.ts'
import { MemoryWatch } from '../../src/worker/memory-watch.ts'
import type { MemorySuspects } from '../../src/worker/memory-watch.ts'
import type { Scope } from '../../src/worker/scope.ts'
import { fileScope } from './made.ts'

const MiB = 1024 * 1024
const TOLERANCE_MB = 32
const guilty = fileScope().test('allocates')

/** What a test keeps; emptied before each. */
const kept: unknown[] = []

describe('a test that keeps', () => {
  test.each([
    ['64 MB of Buffers', 'buffer-memory', () => kept.push(Buffer.alloc(64 * MiB, 1))],
    [
      '64 MB of shared memory',
      'buffer-memory',
      () => kept.push(new Uint8Array(new SharedArrayBuffer(64 * MiB)).fill(1)),
    ],
    [
      'half a million objects',
      'heap-memory',
      () => kept.push(Array.from({ length: 500_000 }, (_, id) => ({ id, name: `user ${id}`, tags: [id] }))),
    ],
  ])('%s is found, as %s, until they are dropped', async (_, kind, work) => {
    const { watch, looked } = await watching(work)
    await looked
    expect(await watch.stillHeld()).toMatchObject([{ growth: { kind }, suspects: [guilty] }])
    kept.length = 0
    expect(await watch.stillHeld()).toEqual([])
  })
})

describe('where short tests share a reading of the process', () => {
  const neighbour = fileScope().test('does nothing')

  test.each<[string, Scope[], () => unknown]>([
    ['memory that threads share', [guilty, neighbour], () => kept.push(new SharedArrayBuffer(64 * MiB))],
    ['Buffers, which are read after each test', [guilty], () => kept.push(Buffer.alloc(64 * MiB, 1))],
  ])('%s accuses no more and no fewer than could have taken it', async (_, suspects, work) => {
    const { watch, looked } = await watching(work, suspectsOf([guilty], [guilty, neighbour]))
    await looked
    expect(await watch.stillHeld()).toMatchObject([{ growth: { kind: 'buffer-memory' }, suspects }])
    kept.length = 0
  })
})

describe('a test that drops what it made is not accused:', () => {
  test.each([
    ['150 MB of Buffers', () => void Buffer.alloc(150 * MiB, 1)],
    ['150 MB of small Buffers', () => times(3000, () => void Buffer.alloc(50_000, 1))],
    ['a million objects', () => times(1_000_000, (id) => ({ id, name: `user ${id}` }))],
  ])('%s', async (_, work) => {
    const { watch, looked } = await watching(work)
    await looked
    expect(await watch.stillHeld()).toEqual([])
  })
})

test('a test that grows by less than the tolerance has nothing collected', async () => {
  const { looked } = await watching(() => kept.push(Buffer.alloc(MiB, 1)))
  expect(looked).toBe(false)
  kept.length = 0
})

test('tests that end while a growth is being confirmed wait for the same answer', async () => {
  const watch = new MemoryWatch(figuresOf(0), TOLERANCE_MB, false)
  expect(watch.look(figuresOf(0), figuresOf(100))).toBe(true)
  const first = watch.confirm(figuresOf(0), figuresOf(100), suspectsOf([guilty]))
  expect(watch.confirm(figuresOf(0), figuresOf(100), suspectsOf([]))).toBe(first)
  await first
})

describe('a file whose memory creeps', () => {
  const steps = (count: number, mb: (index: number) => number) =>
    Array.from({ length: count }, (_, index) => mb(index))

  test('steadily is told as a trend', async () => {
    const live = await readLiveMemory()
    const start = { ...live, heapUsed: live.heapUsed - 40 * MiB }
    const watch = crept(
      start,
      steps(20, (index) => (index + 1) * 2),
    )
    expect(await watch.trend('test/api.test.ts')).toMatchObject({
      file: 'test/api.test.ts',
      kind: 'heap-memory',
      fromBytes: start.heapUsed,
      tests: 20,
    })
  })

  test.each<[string, number[]]>([
    ['in one jump', [...steps(19, () => 0), 40]],
    ['as a saw-tooth', steps(20, (index) => (index % 2 === 0 ? 0 : 40))],
    ['over few tests', steps(7, (index) => (index + 1) * 6)],
    ['by less than the tolerance in all', steps(20, (index) => index)],
  ])('%s has no trend', async (_, series) => {
    const live = await readLiveMemory()
    const watch = crept({ ...live, heapUsed: live.heapUsed - 40 * MiB }, series)
    expect(await watch.trend('x')).toBeNull()
  })

  test('by what a collection brings back has none', async () => {
    const live = await readLiveMemory()
    expect(
      await crept(
        live,
        steps(20, (index) => (index + 1) * 2),
      ).trend('x'),
    ).toBeNull()
  })
})

async function watching(work: () => unknown, suspects = suspectsOf([guilty])) {
  kept.length = 0
  const before = await readLiveMemory()
  const watch = new MemoryWatch(before, TOLERANCE_MB, false)
  work()
  const now = process.memoryUsage()
  const looked = watch.look(before, now) && watch.confirm(before, now, suspects)
  return { watch, looked }
}

/** A watch that saw these figures above the start, in MB. */
function crept(start: MemoryFigures, series: readonly number[]): MemoryWatch {
  const watch = new MemoryWatch(start, TOLERANCE_MB, false)
  for (const mb of series) {
    const now = { ...start, heapUsed: start.heapUsed + mb * MiB }
    watch.look(now, now)
  }
  return watch
}

function suspectsOf(ofHeap: readonly Scope[], ofProcess = ofHeap): MemorySuspects {
  return { ofHeap, ofProcess }
}

function figuresOf(heapMb: number): MemoryFigures {
  return { rss: 0, heapUsed: heapMb * MiB, heapTotal: 0, external: 0, arrayBuffers: 0 }
}

function times(count: number, work: (index: number) => unknown): void {
  for (let index = 0; index < count; index++) work(index)
}
