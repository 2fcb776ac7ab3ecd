import { hold } from './claim.ts'
import type { Claim, Held } from './claim.ts'
import { CleanupError, ReleaseError } from './release-error.ts'

/** What is owned at this moment, in the order in which it came. */
export interface Registry {
  readonly add: <T>(claim: Claim<T>) => Held<T>
  readonly isEmpty: () => boolean
  /** Releases everything, last in, first out; rejects with a `ReleaseError` at the end when clean-ups failed. */
  readonly releaseAll: () => Promise<void>
  /** What can still be done synchronously while the process exits; gives what failed. */
  readonly releaseAtExit: () => CleanupError[]
  /** The last step of escalation for everything that is still held. */
  readonly killAll: () => void
}

/** Told when the first thing is owned, and when the last is gone. */
export interface RegistryEvents {
  readonly onFirst?: () => void
  readonly onLast?: () => void
}

// Clean-ups may own things themselves; one that does so each time would never end.
const MOST_ROUNDS = 100

/** Makes a registry that owns nothing yet. */
export function createRegistry({ onFirst, onLast }: RegistryEvents = {}): Registry {
  const held = new Set<Held>()
  let ongoing: Promise<void> | undefined
  return {
    add(claim) {
      const added = hold(claim, (gone) => {
        if (held.delete(gone) && held.size === 0) onLast?.()
      })
      held.add(added)
      if (held.size === 1) onFirst?.()
      return added
    },
    isEmpty: () => held.size === 0,
    releaseAll: () => (ongoing ??= releaseRounds(held).finally(() => (ongoing = undefined))),
    releaseAtExit: () => newestFirst(held).flatMap(releaseAtExit),
    killAll: () => newestFirst(held).forEach((one) => one.kill()),
  }
}

async function releaseRounds(held: ReadonlySet<Held>): Promise<void> {
  const errors: CleanupError[] = []
  let total = 0
  for (let round = 0; held.size > 0 && round < MOST_ROUNDS; round++) {
    for (const one of newestFirst(held)) {
      // It was forgotten while another was being released.
      if (!held.has(one)) continue
      total += 1
      await one.release().catch((error: unknown) => errors.push(error as CleanupError))
    }
  }
  if (errors.length > 0) throw new ReleaseError(errors, total)
}

function newestFirst(held: ReadonlySet<Held>): Held[] {
  return [...held].reverse()
}

function releaseAtExit(held: Held): CleanupError[] {
  if (held.isReleasing()) return []
  try {
    // A promise may still fail before the process is gone, which must not become a second crash.
    const ending: unknown = held.atExit()
    Promise.resolve(ending).catch(() => undefined)
    return []
  } catch (cause) {
    return [new CleanupError(held.name, cause)]
  }
}
