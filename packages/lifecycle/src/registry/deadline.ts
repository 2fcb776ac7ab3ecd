// Captured, because tests leave fake timers on, and a clean-up that hangs would then hang for ever.
const { setTimeout, clearTimeout } = globalThis

/** What is thrown when something did not end in time. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
  readonly timeoutMs: number

  constructor(timeoutMs: number) {
    super(`it did not end within ${timeoutMs} ms`)
    this.timeoutMs = timeoutMs
  }
}

/**
 * Awaits work, but no longer than `timeoutMs`, and throws a `DeadlineError` then.
 * The wait keeps the process alive: a promise alone would not, and a clean-up that hangs would pass unseen.
 */
export async function withinDeadline<T>(work: () => T | PromiseLike<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(timeoutMs)), timeoutMs)
  })
  try {
    return await Promise.race([(async () => work())(), deadline])
  } finally {
    clearTimeout(timer)
  }
}
