import type { Trend } from '@watertight/findings'
import { buffersOf, growthOf, mayHaveGrown, readLiveMemory } from './memory.ts'
import type { MemoryFigures, MemoryGrowth, MemoryKind } from './memory.ts'
import type { Scope } from './scope.ts'

interface Suspicion {
  readonly growth: MemoryGrowth
  readonly suspects: readonly Scope[]
}

/** The tests that could have taken memory. */
export interface MemorySuspects {
  /** Of the heap and of its own buffers, which are read after each test. */
  readonly ofHeap: readonly Scope[]
  /** Of what only a look at the whole process shows: RSS, and buffers that threads share. */
  readonly ofProcess: readonly Scope[]
}

const MiB = 1024 * 1024
/** Below this many tests a slope says nothing. */
const TREND_TESTS = 8

/**
 * Watches memory test by test. Only a test that grew by more than the tolerance has garbage collected, so that
 * garbage never accuses anybody, a quiet test pays nothing, and what earlier tests piled up is not the last one's.
 */
export class MemoryWatch {
  readonly #toleranceMb: number
  readonly #ownsProcess: boolean
  readonly #start: MemoryFigures
  #confirming: Promise<void> | null = null
  readonly #suspicions: Suspicion[] = []
  readonly #series: number[] = []

  constructor(start: MemoryFigures, toleranceMb: number, ownsProcess: boolean) {
    this.#toleranceMb = toleranceMb
    this.#ownsProcess = ownsProcess
    this.#start = start
  }

  /** Looks after a test: answers whether memory may have grown, which is then to be confirmed. */
  look(before: MemoryFigures, now: MemoryFigures): boolean {
    this.#series.push(knownBytes(now))
    return mayHaveGrown(before, now, this.#toleranceMb, this.#ownsProcess)
  }

  /** Has garbage collected, and notes what has grown nevertheless; tests that end meanwhile wait for the same answer. */
  confirm(before: MemoryFigures, now: MemoryFigures, suspects: MemorySuspects): Promise<void> {
    const suspectsOf = (kind: MemoryKind): readonly Scope[] =>
      this.#isOfHeap(kind, before, now) ? suspects.ofHeap : suspects.ofProcess
    return (this.#confirming ??= this.#confirm(before, suspectsOf).finally(() => {
      this.#confirming = null
    }))
  }

  /** Whether the readings after each test show this growth. */
  #isOfHeap(kind: MemoryKind, before: MemoryFigures, now: MemoryFigures): boolean {
    if (kind !== 'buffer-memory') return kind === 'heap-memory'
    return now.external - before.external > this.#toleranceMb * MiB
  }

  /** What is still held when the file has ended. Memory that a later hook gave back is no leak. */
  async stillHeld(): Promise<Suspicion[]> {
    if (this.#suspicions.length === 0) return []
    const live = await readLiveMemory()
    return this.#suspicions.filter(
      ({ growth }) => retained(growth.kind, this.#start, live) >= growthBytes(growth) / 2,
    )
  }

  /** Memory that crept up over the file although no test passed the tolerance. */
  async trend(file: string): Promise<Trend | null> {
    const tests = this.#series.length
    const last = this.#series.at(-1) ?? 0
    if (
      this.#suspicions.length > 0 ||
      tests < TREND_TESTS ||
      last - knownBytes(this.#start) < this.#toleranceMb * MiB
    )
      return null
    const live = await readLiveMemory()
    const [growth] = growthOf(this.#start, live, this.#toleranceMb, false)
    if (growth === undefined || !isSteady(this.#series)) return null
    const { kind, beforeBytes, afterBytes } = growth
    return {
      file,
      kind,
      fromBytes: beforeBytes,
      toBytes: afterBytes,
      tests,
      bytesPerTest: Math.round((afterBytes - beforeBytes) / tests),
    }
  }

  async #confirm(before: MemoryFigures, suspectsOf: (kind: MemoryKind) => readonly Scope[]): Promise<void> {
    const live = await readLiveMemory()
    const growths = growthOf(before, live, this.#toleranceMb, this.#ownsProcess)
    this.#suspicions.push(...growths.map((growth) => ({ growth, suspects: suspectsOf(growth.kind) })))
  }
}

function knownBytes(figures: MemoryFigures): number {
  return figures.heapUsed + buffersOf(figures)
}

function retained(kind: MemoryKind, start: MemoryFigures, live: MemoryFigures): number {
  if (kind === 'heap-memory') return live.heapUsed - start.heapUsed
  if (kind === 'buffer-memory') return buffersOf(live) - buffersOf(start)
  return live.rss - start.rss
}

function growthBytes({ beforeBytes, afterBytes }: MemoryGrowth): number {
  return afterBytes - beforeBytes
}

/** Whether a line explains most of the series: one jump, or a saw-tooth of garbage, is no trend. */
function isSteady(series: readonly number[]): boolean {
  const meanX = (series.length - 1) / 2
  const meanY = series.reduce((sum, value) => sum + value, 0) / series.length
  let covariance = 0
  let varianceX = 0
  let varianceY = 0
  for (const [x, y] of series.entries()) {
    covariance += (x - meanX) * (y - meanY)
    varianceX += (x - meanX) ** 2
    varianceY += (y - meanY) ** 2
  }
  return varianceY > 0 && covariance > 0 && covariance ** 2 / (varianceX * varianceY) >= STEADY_R2
}

/** Share of the variance that the line must explain (r²). */
const STEADY_R2 = 0.8
