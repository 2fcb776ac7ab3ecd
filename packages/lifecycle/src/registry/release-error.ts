import { messageOf } from '../thrown.ts'

/** One clean-up that failed; `cause` is what it threw, or what says that it hung. */
export class CleanupError extends Error {
  override readonly name = 'CleanupError'
  /** The name under which the resource was owned. */
  readonly resource: string

  constructor(resource: string, cause: unknown) {
    super(`"${resource}" was not released: ${sayCause(cause)}`, { cause })
    this.resource = resource
  }
}

/** All clean-ups that failed when several things were released; the others have run. */
export class ReleaseError extends AggregateError {
  override readonly name = 'ReleaseError'
  declare readonly errors: CleanupError[]

  constructor(errors: readonly CleanupError[], total: number) {
    const lines = errors.map(({ message }) => `\n  ${message}`)
    super(errors, `${errors.length} of ${total} clean-ups failed:${lines.join('')}`)
  }
}

/** What was thrown, in words: usually its message, without a full stop. */
export function sayCause(cause: unknown): string {
  return messageOf(cause).replace(/\.$/, '')
}
