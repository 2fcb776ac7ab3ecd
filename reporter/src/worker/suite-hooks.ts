import { monotonicMs } from '@watertight/probe/ledger'
import type { ScopeContext } from '@watertight/probe/ledger'
import type { Scope } from './scope.ts'

type Hook = (...args: unknown[]) => unknown

/** The hook lists of a suite, as Vitest's `getHooks` returns them; `aroundAll` exists from 4.1 on. */
export interface SuiteHooks {
  readonly beforeAll: Hook[]
  readonly afterAll: Hook[]
  readonly aroundAll?: Hook[]
}

/**
 * Runs the hooks of a suite in the suite's own scope. Without it `afterAll` would run in the scope of the last
 * test: a test's context passes up to the loop that called it, since that awaits in the same turn.
 */
export function scopeSuiteHooks(hooks: SuiteHooks, scope: Scope, context: ScopeContext<Scope>): void {
  const teardown = (hook: Hook): Hook =>
    keepProperties(hook, (...args) => {
      scope.teardownBeganAtMs ??= monotonicMs()
      return context.run(scope, () => hook(...args))
    })
  replaceAll(hooks.afterAll, teardown)
  replaceAll(hooks.beforeAll, (hook) =>
    keepProperties(hook, async (...args) => {
      const cleanup = await context.run(scope, () => hook(...args))
      return typeof cleanup === 'function' ? teardown(cleanup as Hook) : cleanup
    }),
  )
  replaceAll(hooks.aroundAll ?? [], (hook) =>
    keepProperties(hook, (runSuite, ...rest) => {
      const run = runSuite as Hook
      return context.run(scope, () => hook(() => context.run(scope, run), ...rest))
    }),
  )
}

function replaceAll(hooks: Hook[], wrap: (hook: Hook) => Hook): void {
  for (const [index, hook] of hooks.entries()) hooks[index] = wrap(hook)
}

/** Vitest keeps time-outs and stack traces of hooks as properties of the function. */
function keepProperties(from: Hook, to: Hook): Hook {
  return Object.assign(to, from)
}
