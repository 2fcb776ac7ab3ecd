/** What a piece of work is told of its deadline. */
export interface Deadline {
  /** Aborted at the deadline, or when the caller gives up; its reason is the error to throw. */
  readonly signal: AbortSignal
  /** Starts the time anew: something has arrived. */
  readonly renew: () => void
}

/** How long something may take, and what is thrown when it takes longer. */
export interface DeadlineOptions {
  readonly timeoutMs: number
  readonly late: () => Error
  /** The caller's own wish to stop. */
  readonly signal?: AbortSignal | undefined
}

// Captured, because tests leave fake timers on.
const { setTimeout, clearTimeout } = globalThis

/** Runs a piece of work that obeys a signal, and leaves neither a timer nor a listener behind. */
export async function withDeadline<T>(
  { timeoutMs, late, signal }: DeadlineOptions,
  work: (deadline: Deadline) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const giveUp = (): void => controller.abort(signal?.reason)
  const timer = setTimeout(() => controller.abort(late()), timeoutMs)
  signal?.addEventListener('abort', giveUp)
  if (signal?.aborted) giveUp()
  try {
    return await work({ signal: controller.signal, renew: () => void timer.refresh() })
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', giveUp)
  }
}
