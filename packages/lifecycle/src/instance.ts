import { createLifecycle } from './lifecycle.ts'
import type { Lifecycle } from './lifecycle.ts'
import type { CleanupOptions } from './with-cleanup.ts'
import type { InnerScope } from './scope.ts'

// One for all copies of this package in a context, so that `shared` is: a bundle and an install may both be loaded.
const SLOT = Symbol.for('watertight.lifecycle.v1')
const slots = globalThis as unknown as Record<symbol, Lifecycle | undefined>

/** Owns what this run acquires, and releases it whatever ends the run. */
export const lifecycle: Lifecycle = (slots[SLOT] ??= createLifecycle())

/** Runs a function with a scope of its own, which ends with it: when it returns, throws, or takes too long. */
export function withCleanup<T>(
  work: (scope: InnerScope) => T | PromiseLike<T>,
  options?: CleanupOptions,
): Promise<T> {
  return lifecycle.withCleanup(work, options)
}
