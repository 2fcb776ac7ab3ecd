/**
 * Why a container engine did not do what it was asked:
 * - `absent`: nothing answers at its address.
 * - `slow`: it did not answer in time.
 * - `broken`: the connection ended midway, or what came back is no answer of an engine.
 * - `refused`: it answered with an error.
 */
export type EngineFailure = 'absent' | 'slow' | 'broken' | 'refused'

/** What a container engine did not do, and why; its message names the engine and what it was asked. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly failure: EngineFailure
  /** The HTTP status of a refusal, `null` for the other failures. */
  readonly status: number | null

  constructor(
    failure: EngineFailure,
    message: string,
    options: { status?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.failure = failure
    this.status = options.status ?? null
  }
}

/** Whether the engine said that there is no such container, image or network. */
export function isNotFound(error: unknown): boolean {
  return isRefusal(error, 404)
}

/** Whether the engine said that the state of things forbids it: a name in use, a removal that is under way. */
export function isConflict(error: unknown): boolean {
  return isRefusal(error, 409)
}

/** Whether the engine itself is the matter, so that asking it for something else is no use either. */
export function isEngineLost(error: unknown): boolean {
  return error instanceof EngineError && error.failure !== 'refused'
}

function isRefusal(error: unknown, status: number): boolean {
  return error instanceof EngineError && error.status === status
}
