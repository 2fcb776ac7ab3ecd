import type { Clock } from '../clock.ts'
import type { RemovedContainer } from './remove.ts'

/** Decides how long sweeps are repeated. */
export interface Watch {
  /** Told of each sweep, says whether it was the last. */
  readonly isOver: (results: readonly Pick<RemovedContainer, 'outcome'>[]) => boolean
}

/** Makes a watch that lasts until sweeps have found nothing to do for `watchMs`, and one of them at least. */
export function createWatch(watchMs: number, clock: Pick<Clock, 'now'>): Watch {
  let [sweeps, tries, quietSince] = [0, 0, clock.now()]
  return {
    isOver(results) {
      const outcomes = new Set(results.map(({ outcome }) => outcome))
      // What was removed may have a sibling that the engine was making meanwhile: at least one more look.
      if (outcomes.has('removed')) quietSince = clock.now()
      tries = outcomes.has('young') || outcomes.has('failed') ? tries + 1 : 0
      const isDone = !outcomes.has('removed') && (tries === 0 || tries >= MAX_TRIES)
      return (isDone && clock.now() - quietSince >= watchMs) || ++sweeps >= MAX_SWEEPS
    },
  }
}

// A container that stays young or cannot be removed is tried no more often than this, and a watch is bounded.
const MAX_TRIES = 4
const MAX_SWEEPS = 60
