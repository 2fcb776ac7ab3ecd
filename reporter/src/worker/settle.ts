import { pause } from '@watertight/probe/ledger'

/** Growing pauses in ms: closing is asynchronous, but most of it is over within one turn of the event loop. */
const PAUSES_MS: readonly number[] = [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256]

/**
 * Reads again and again until nothing is left or `settleMs` have passed, and returns the last reading.
 * When the first reading is empty it takes no time at all.
 */
export async function settle<T>(read: () => readonly T[], settleMs: number): Promise<readonly T[]> {
  let left = read()
  let spentMs = 0
  for (let round = 0; left.length > 0 && spentMs < settleMs; round++) {
    const pauseMs = Math.min(PAUSES_MS[round] ?? 256, settleMs - spentMs)
    await pause(pauseMs)
    spentMs += pauseMs
    left = read()
  }
  return left
}
