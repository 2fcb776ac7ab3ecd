import type { Scope } from './scope.ts'

/** So many short tests end between two readings of the process at most: they are suspects together. */
const MOST = 32

/**
 * The tests that ended since the process was read last. What only such a reading shows, RSS and memory that threads
 * share, any of them may have taken; and what opens descriptors out of sight, those since the last look for it.
 */
export class RecentTests {
  #ended: Scope[] = []

  /** Notes a test that has ended; answers whether it is time to read the process. */
  ended(scope: Scope): boolean {
    return this.#ended.push(scope) >= MOST
  }

  /** Those that ended after this time, in milliseconds of this thread's clock. */
  since(ms: number): Scope[] {
    return this.#ended.filter(({ endedAtMs }) => endedAtMs !== null && endedAtMs > ms)
  }

  /** Forgets them all, once the process has been read: each was compared with what held before it. */
  forget(): void {
    this.#ended = []
  }
}
