/** Why something could not be read: it is not (or no longer) there, or it is there and refuses. */
type Failure = 'gone' | 'denied'

/** What a read brought: its value, or why there is none. */
export type Attempt<T> = { readonly value: T } | { readonly failure: Failure }

/** Reads, and turns whatever the operating system throws into a `Failure`; an observer never throws. */
export function attempt<T>(read: () => T): Attempt<T> {
  try {
    return { value: read() }
  } catch (error) {
    return { failure: failureOf(error) }
  }
}

/** The value that was read, or `fallback` when it could not be, for whatever reason. */
export function attemptOr<T, F>(fallback: F, read: () => T): T | F {
  try {
    return read()
  } catch {
    return fallback
  }
}

// ESRCH: a file of /proc/<pid> was opened, and the process ended before it was read.
const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ESRCH', 'ENOTDIR', 'EBADF'])

function failureOf(error: unknown): Failure {
  // Not `instanceof`: Jest and the vm pools of Vitest have another `Error` than the one that Node throws.
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' && GONE.has(code) ? 'gone' : 'denied'
}
