import type { Held } from './claim.ts'
import type { Registry } from './registry.ts'

/** Work in the background that can be told to stop. */
export type TaskWork<T> = (signal: AbortSignal) => T | PromiseLike<T>

/** How a task is called in errors, and how long it may take to stop. */
export interface TaskOptions {
  /** The function's name by default. */
  readonly name?: string
  /** Time to stop after it was aborted, in ms; 10,000 by default. */
  readonly timeoutMs?: number
}

/**
 * Starts work in the background; releasing it aborts the signal and awaits its end. What it throws because it
 * was aborted is its way to end. What it threw before is told at the release, or to whoever awaits `value`.
 */
export function startTask<T>(
  registry: Registry,
  work: TaskWork<T>,
  { name, timeoutMs }: TaskOptions,
): Held<Promise<T>> {
  const controller = new AbortController()
  const done = (async () => work(controller.signal))()
  const state = { failure: undefined as { readonly cause: unknown } | undefined }
  const held = registry.add({
    name: name ?? (work.name || 'task'),
    value: done,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    release: () => stop(controller, done, state),
    atExit: () => controller.abort(),
  })
  done.then(held.forget, (cause: unknown) => {
    if (!controller.signal.aborted) state.failure = { cause }
  })
  return held
}

async function stop(
  controller: AbortController,
  done: Promise<unknown>,
  state: { readonly failure: { readonly cause: unknown } | undefined },
): Promise<void> {
  controller.abort()
  await done.catch(() => undefined)
  if (state.failure !== undefined) throw state.failure.cause
}
