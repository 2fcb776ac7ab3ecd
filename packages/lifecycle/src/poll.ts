import type { Clock } from './clock.ts'

const LONGEST_PAUSE_MS = 50

/** Asks with growing pauses until something is so; `false` when it is still not so after `timeoutMs`. */
export async function pollUntil(isSo: () => boolean, timeoutMs: number, clock: Clock): Promise<boolean> {
  const deadline = clock.now() + timeoutMs
  for (let pauseMs = 1; !isSo(); pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const leftMs = deadline - clock.now()
    if (leftMs <= 0) return false
    await clock.sleep(Math.min(pauseMs, leftMs))
  }
  return true
}
