import { monotonicMs } from '@watertight/probe/ledger'
import { describe, expect, test } from 'vitest'
import { buffersOf, growthOf, mayHaveGrown, MemoryReader } from '../../src/worker/memory.ts'
import type { MemoryFigures } from '../../src/worker/memory.ts'

const MiB = 1024 * 1024

describe('mayHaveGrown', () => {
  test.each<[string, Partial<MemoryFigures>, boolean, boolean]>([
    ['nothing', {}, true, false],
    ['the tolerance exactly', { heapUsed: 32 }, true, false],
    ['the heap', { heapUsed: 33 }, true, true],
    ['external memory', { external: 33 }, true, true],
    ['array buffers that are shared, and not external', { arrayBuffers: 33 }, true, true],
    ['heap and external memory, neither by the tolerance', { heapUsed: 20, external: 20 }, true, false],
    ['the heap, while as much of the buffers was dropped', { heapUsed: 33, external: -33 }, true, true],
    ['RSS', { rss: 33 }, true, true],
    ['the RSS of a process that others share', { rss: 33 }, false, false],
  ])('grown: %s', (_, grown, ownProcess, expected) => {
    expect(mayHaveGrown(figuresOf({}), figuresOf(grown), 32, ownProcess)).toBe(expected)
  })
})

describe('growthOf', () => {
  test('tells heap and buffers apart, each past the tolerance', () => {
    const live = figuresOf({ heapUsed: 33, external: 40 })
    expect(growthOf(figuresOf({}), live, 32, false)).toEqual([
      { kind: 'heap-memory', beforeBytes: 100 * MiB, afterBytes: 133 * MiB },
      { kind: 'buffer-memory', beforeBytes: 100 * MiB, afterBytes: 140 * MiB },
    ])
  })

  test('two growths below the tolerance are none together', () => {
    expect(growthOf(figuresOf({}), figuresOf({ heapUsed: 30, external: 30 }), 32, true)).toEqual([])
  })

  test('RSS that heap and buffers explain is not native', () => {
    const live = figuresOf({ rss: 200, heapTotal: 100, external: 100 })
    expect(growthOf(figuresOf({}), live, 32, true).map(({ kind }) => kind)).toEqual(['buffer-memory'])
  })

  test('RSS that nothing explains counts from twice the tolerance, and never where the process is shared', () => {
    expect(growthOf(figuresOf({}), figuresOf({ rss: 60 }), 32, true)).toEqual([])
    expect(growthOf(figuresOf({}), figuresOf({ rss: 600 }), 32, false)).toEqual([])
  })
})

test('shared buffers are counted, though they are not among the external memory', () => {
  expect(buffersOf({ ...figuresOf({}), external: 5, arrayBuffers: 7 })).toBe(7)
})

test('a reader reads the heap at any time, and the process when it is due', async () => {
  const reader = new MemoryReader()
  const nowMs = monotonicMs()
  expect(reader.isDue(nowMs)).toBe(true)
  const first = reader.readFull(nowMs)
  expect(first).toMatchObject({ processAtMs: nowMs })
  expect(first.rss).toBeGreaterThan(0)
  expect(reader.isDue(nowMs)).toBe(false)
  const kept = Buffer.alloc(40 * MiB, 1)
  const heap = reader.readHeap()
  expect(heap).toMatchObject({ rss: first.rss, processAtMs: nowMs })
  expect(heap.heapUsed).toBeGreaterThan(0)
  // Other buffers may go meanwhile.
  expect(heap.external - first.external).toBeGreaterThan(kept.length - MiB)
  await expect.poll(() => reader.isDue(monotonicMs())).toBe(true)
  expect(reader.readFull(monotonicMs()).rss).toBeGreaterThan(first.rss)
  expect(kept).toHaveLength(40 * MiB)
})

/** 100 MB of everything, and these many MB more. */
function figuresOf(grown: Partial<MemoryFigures>): MemoryFigures {
  const of = (name: keyof MemoryFigures) => (100 + (grown[name] ?? 0)) * MiB
  return {
    rss: of('rss') + 300 * MiB,
    heapUsed: of('heapUsed'),
    heapTotal: of('heapTotal'),
    external: of('external'),
    arrayBuffers: of('arrayBuffers'),
  }
}
