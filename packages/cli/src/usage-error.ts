/** A mistake in how a command was called: name, expectation, received. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
