import type { Acquisition } from '@watertight/probe/ledger'
import { LONG_TIMEOUT_MS, resourceOf } from '@watertight/probe/ledger'
import type { Facts, Place } from '@watertight/findings'
import type { Scope } from '../scope.ts'
import type { Located } from './located.ts'
import { hasRef } from './owner.ts'

interface Timer {
  readonly _idleTimeout: number
  readonly _repeat: number | null
  readonly _destroyed?: boolean
}

/** Timers that armed each other this often in a row are a loop, not a delay. */
const LOOP_GENERATIONS = 3
/** Timers that a scope armed and let fire after its own end, before its next one counts as a loop. */
const LOOP_ROUNDS = 2

/**
 * A timer that will keep the process alive for long: an interval, a long timeout of the user's own, or a
 * loop that arms itself again. Timeouts that a library set end by themselves; a short one is `pending`:
 * it fires within the settling time, or turns out to be a loop.
 */
export function timer(
  acquisition: Acquisition<Scope>,
  located: Located,
  nowMs: number,
): Facts | 'pending' | null {
  const resource = resourceOf(acquisition) as Timer | undefined
  if (resource === undefined || resource._destroyed === true || !hasRef(resource)) return null
  const delayMs = resource._idleTimeout
  if (delayMs < 0) return null
  if (located.isMadeByRunner) return null
  if (resource._repeat !== null) return { kind: 'timer', name: 'setInterval', delayMs, repeats: true }
  if (isLoop(acquisition)) return { kind: 'timer', name: 'setTimeout', delayMs, repeats: true }
  if (delayMs < LONG_TIMEOUT_MS) return acquisition.scope.endedAtMs === null ? null : 'pending'
  const remainingMs = acquisition.atMs + delayMs - nowMs
  const ownedByUser = remainingMs >= LONG_TIMEOUT_MS / 2 && isUsers(located.place)
  return ownedByUser ? { kind: 'timer', name: 'setTimeout', delayMs, repeats: false } : null
}

/** Armed again and again: by its own callback, or by work that goes on after its scope has ended. */
function isLoop({ generation, scope }: Acquisition<Scope>): boolean {
  return generation >= LOOP_GENERATIONS || scope.timersAfterEnd >= LOOP_ROUNDS
}

function isUsers(place: Place | undefined): boolean {
  return place !== undefined && place.via === undefined
}
