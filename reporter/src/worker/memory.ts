import v8 from 'node:v8'
import vm from 'node:vm'
import { monotonicMs, pause } from '@watertight/probe/ledger'

export interface MemoryFigures {
  readonly rss: number
  readonly heapUsed: number
  readonly heapTotal: number
  /** Outside the heap, known to V8: Buffers, ArrayBuffers, WebAssembly. */
  readonly external: number
  /** The buffers among it, and those shared between threads, which are only here. */
  readonly arrayBuffers: number
}

/** Figures of a moment, of which some are as old as the last look at the whole process. */
export interface MemoryReading extends MemoryFigures {
  /** When RSS and shared buffers were read, in milliseconds of this thread's clock. */
  readonly processAtMs: number
}

/** Stands for figures that could not be read: everything above it would be growth, so it is huge. */
const NOTHING_READ: MemoryReading = {
  processAtMs: -Infinity,
  rss: Infinity,
  heapUsed: Infinity,
  heapTotal: Infinity,
  external: Infinity,
  arrayBuffers: Infinity,
}

export type MemoryKind = 'heap-memory' | 'buffer-memory' | 'native-memory'

export interface MemoryGrowth {
  readonly kind: MemoryKind
  readonly beforeBytes: number
  readonly afterBytes: number
}

/** Captured at load: what a test replaces on `process` is not what we measure with. */
const memoryUsage = Object.assign(process.memoryUsage.bind(process), {
  rss: process.memoryUsage.rss.bind(process),
})
const { getHeapStatistics } = v8
const MiB = 1024 * 1024
let gc: ((options?: object) => void) | undefined
/** V8 12 and later (Node 22) keep the pages of a heap that shrank until this; alone it collects less than a plain `gc()`. */
const LAST_RESORT = { type: 'major', flavor: 'last-resort' }

/**
 * Reads the figures of a thread, cheaply where tests are short: RSS costs a read of /proc (8 µs and more), the
 * heap's own statistics a third of one, so that RSS is read again only when some time has passed.
 */
export class MemoryReader {
  #full: MemoryReading = NOTHING_READ
  #validUntilMs = -Infinity

  /** Whether the whole process is to be read again: some time has passed since that was done. */
  isDue(nowMs: number): boolean {
    return nowMs > this.#validUntilMs
  }

  /** The last figures again when the process cannot be asked: reading RSS needs a descriptor, and none may be left. */
  readFull(nowMs: number): MemoryReading {
    try {
      const { rss, heapUsed, heapTotal, external, arrayBuffers } = memoryUsage()
      this.#full = { rss, heapUsed, heapTotal, external, arrayBuffers, processAtMs: nowMs }
    } catch {
      // EMFILE: the heap still tells.
    }
    // On a busy machine the reading itself may take as long as it is to be valid.
    this.#validUntilMs = monotonicMs() + RSS_VALID_MS
    return this.#full
  }

  /** The heap of this moment, and of the process what was read last. */
  readHeap(): MemoryReading {
    const { used_heap_size, total_heap_size, external_memory } = getHeapStatistics()
    const { rss, arrayBuffers, processAtMs } = this.#full
    return {
      processAtMs,
      rss,
      arrayBuffers,
      heapUsed: used_heap_size,
      heapTotal: total_heap_size,
      external: external_memory,
    }
  }
}

/** Whatever runs within so short a time is suspected together of what only the next reading of the process shows. */
const RSS_VALID_MS = 2

/** One major collection, at once. */
export function collectGarbage(): void {
  gc ??= exposeGc()
  gc()
}

/** Figures of what is really held: after major collections and the concurrent sweep of array buffers. */
export async function readLiveMemory(): Promise<MemoryFigures> {
  gc ??= exposeGc()
  gc()
  await pause(0)
  gc()
  gc(LAST_RESORT)
  await pause(0)
  return memoryUsage()
}

/** Whether something grew by more than the tolerance: cheap, and wrong in the direction of suspicion. */
export function mayHaveGrown(
  before: MemoryFigures,
  after: MemoryFigures,
  toleranceMb: number,
  ownProcess: boolean,
): boolean {
  const tolerance = toleranceMb * MiB
  const heap = after.heapUsed - before.heapUsed
  const buffers = buffersOf(after) - buffersOf(before)
  return heap > tolerance || buffers > tolerance || (ownProcess && after.rss - before.rss > tolerance)
}

/** What live memory grew by, past the tolerance; native growth counts from twice the tolerance. */
export function growthOf(
  before: MemoryFigures,
  live: MemoryFigures,
  toleranceMb: number,
  ownProcess: boolean,
): MemoryGrowth[] {
  const tolerance = toleranceMb * MiB
  const growths: [MemoryKind, number, number][] = [
    ['heap-memory', before.heapUsed, live.heapUsed],
    ['buffer-memory', buffersOf(before), buffersOf(live)],
  ]
  const found = growths
    .filter(([, from, to]) => to - from > tolerance)
    .map(([kind, beforeBytes, afterBytes]) => ({ kind, beforeBytes, afterBytes }))
  const native = ownProcess ? nativeGrowth(before, live, 2 * tolerance) : 0
  return native === 0
    ? found
    : [...found, { kind: 'native-memory', beforeBytes: live.rss - native, afterBytes: live.rss }]
}

/** Bytes that neither heap nor buffers explain and that the allocator really gave away; 0 below the limit. */
function nativeGrowth(before: MemoryFigures, live: MemoryFigures, limitBytes: number): number {
  const grown = nativeBytes(live) - nativeBytes(before)
  if (grown <= limitBytes) return 0
  const held = grown - allocatorSlack(grown)
  return held > limitBytes ? held : 0
}

/**
 * How much of `bytes` the allocator has back but keeps resident. It is asked: what it can serve again without
 * the process growing had been returned to it. (150 MB of dropped 50 kB Buffers leave 150 MB of such pages.)
 */
function allocatorSlack(bytes: number): number {
  const before = memoryUsage.rss()
  const blocks: Buffer[] = []
  for (let left = bytes * PROBED_SHARE; left > 0; left -= BLOCK_BYTES)
    blocks.push(Buffer.allocUnsafeSlow(BLOCK_BYTES).fill(1))
  const grew = memoryUsage.rss() - before
  return Math.max(0, blocks.length * BLOCK_BYTES - grew)
}

const BLOCK_BYTES = 32 * 1024
/** Asking for all of it would meet fragmentation that is slack as well. */
const PROBED_SHARE = 0.75

/** Memory outside the heap that V8 knows of; shared buffers are counted among the array buffers only. */
export function buffersOf({ external, arrayBuffers }: MemoryFigures): number {
  return Math.max(external, arrayBuffers)
}

/** What V8 does not account for: native code's memory, and the slack of the allocator. */
function nativeBytes(figures: MemoryFigures): number {
  return figures.rss - figures.heapTotal - buffersOf(figures)
}

/** `--expose-gc` on the command line ends thread workers of Vitest 4 and 5; the flag can be set at run time. */
function exposeGc(): (options?: object) => void {
  v8.setFlagsFromString('--expose-gc')
  return vm.runInNewContext('gc') as (options?: object) => void
}
