import { withinDeadline } from './deadline.ts'
import type { Owned, OwnOptions } from './owned.ts'
import { CleanupError } from './release-error.ts'

/** What a registry is to release. */
export interface Claim<T> extends OwnOptions<T> {
  readonly name: string
  readonly value: T
  readonly release: (value: T) => unknown
  /** What can be done while the process exits, where nothing is awaited; `release` itself by default. */
  readonly atExit?: (value: T) => unknown
  /** The last step of escalation, at once: for a user who does not want to wait any longer. */
  readonly kill?: (value: T) => unknown
  /** Called once, when it is forgotten or its clean-up has ended, with whether that failed. */
  readonly onEnd?: (isFailed: boolean) => unknown
}

/** A claim that is held. */
export interface Held<T = unknown> extends Owned<T> {
  readonly isReleasing: () => boolean
  readonly atExit: () => unknown
  readonly kill: () => void
}

const TIMEOUT_MS = 10_000

/** Holds a claim until it is released or forgotten; `leave` is called once then, also when the clean-up failed. */
export function hold<T>(claim: Claim<T>, leave: (held: Held<T>) => void): Held<T> {
  let releasing: Promise<void> | undefined
  let isOver = false
  const end = (isFailed: boolean): unknown => {
    if (isOver) return
    isOver = true
    leave(held)
    return claim.onEnd?.(isFailed)
  }
  const release = (): Promise<void> => {
    if (isOver && releasing === undefined) return Promise.resolve()
    return (releasing ??= runCleanup(claim, end))
  }
  const held: Held<T> = {
    name: claim.name,
    value: claim.value,
    release,
    forget: () => void end(false),
    isReleasing: () => releasing !== undefined,
    atExit: () => (claim.atExit ?? claim.release)(claim.value),
    kill: () => claim.kill?.(claim.value),
    [Symbol.asyncDispose]: release,
  }
  return held
}

async function runCleanup<T>(claim: Claim<T>, end: (isFailed: boolean) => unknown): Promise<void> {
  const { name, value, release, timeoutMs = TIMEOUT_MS, escalate } = claim
  try {
    await withinDeadline(() => release(value), timeoutMs)
    await end(false)
  } catch (cause) {
    if (escalate !== undefined) await attempt(() => escalate(value), timeoutMs)
    await end(true)
    throw new CleanupError(name, cause)
  }
}

/** What fails in the second step says nothing that the first has not said. */
async function attempt(step: () => unknown, timeoutMs: number): Promise<void> {
  await withinDeadline(step, timeoutMs).catch(() => undefined)
}
