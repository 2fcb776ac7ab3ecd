import { callable, expectMet, expectOptions, milliseconds } from './expect.ts'
import { DeadlineError, withinDeadline } from './registry/deadline.ts'
import { sayCause } from './registry/release-error.ts'
import { createRegistry } from './registry/registry.ts'
import type { Registry } from './registry/registry.ts'
import { createScope } from './scope.ts'
import type { InnerScope, ScopeMeans } from './scope.ts'

/** How long a function with a scope of its own may take. */
export interface CleanupOptions {
  /** Time for the function, in ms; without it there is no limit. */
  readonly timeoutMs?: number
}

/**
 * Runs a function with a scope of its own. The function's own error always comes first; what failed while cleaning up
 * after it is only told then.
 */
export async function runWithCleanup<T>(
  parent: Registry,
  means: ScopeMeans,
  work: (scope: InnerScope) => T | PromiseLike<T>,
  options: CleanupOptions,
): Promise<T> {
  expectMet('work', work, callable)
  expectOptions(options, { timeoutMs: milliseconds })
  const { registry, end } = openInner(parent)
  const controller = new AbortController()
  const scope = { ...createScope(registry, means), signal: controller.signal }
  let result: T
  try {
    result = await withinTime(() => work(scope), options.timeoutMs, controller)
  } catch (error) {
    await end().catch((failure: unknown) => means.tell(sayCause(failure)))
    throw error
  }
  await end()
  return result
}

/** A registry that its parent releases as one thing; once it has ended it takes nothing any more. */
function openInner(parent: Registry): { readonly registry: Registry; readonly end: () => Promise<void> } {
  const inner = createRegistry()
  const state = { isEnded: false }
  const held = parent.add({
    name: 'withCleanup',
    value: inner,
    // Each clean-up has its own deadline; one for all of them would cut the last ones short.
    timeoutMs: MOST_MS,
    release: inner.releaseAll,
    atExit: () => {
      const [first] = inner.releaseAtExit()
      if (first !== undefined) throw first
    },
    kill: inner.killAll,
  })
  const registry: Registry = {
    ...inner,
    add(claim) {
      const added = inner.add(claim)
      if (!state.isEnded) return added
      added.release().catch(() => undefined)
      throw new Error(`"${claim.name}" was acquired after its scope had ended, and has been released`)
    },
  }
  const end = async (): Promise<void> => {
    state.isEnded = true
    await inner.releaseAll().finally(held.forget)
  }
  return { registry, end }
}

const MOST_MS = 2 ** 31 - 1

async function withinTime<T>(
  work: () => T | PromiseLike<T>,
  timeoutMs: number | undefined,
  controller: AbortController,
): Promise<T> {
  if (timeoutMs === undefined) return work()
  try {
    return await withinDeadline(work, timeoutMs)
  } catch (error) {
    if (error instanceof DeadlineError) controller.abort(error)
    throw error
  }
}
