import type { Ledger } from '@watertight/probe/ledger'
import type { Scope } from './scope.ts'

interface SafeTimers {
  setTimeout: (...args: unknown[]) => unknown
}

/**
 * Leaves the timers out that Vitest sets around every test and hook: it makes them with timers that it put
 * aside for itself, and clears them itself. A stack for each would be most of what a trivial test costs.
 */
export function ignoreRunnerTimers(realm: object, ledger: Ledger<Scope>): void {
  const symbol = Object.getOwnPropertySymbols(realm).find(
    ({ description }) => description === 'vitest:SAFE_TIMERS',
  )
  const timers: unknown = symbol && Reflect.get(realm, symbol)
  if (!isSafeTimers(timers) || patched.has(timers)) return
  patched.add(timers)
  const { setTimeout } = timers
  timers.setTimeout = (...args) => {
    ledger.muted = true
    try {
      return setTimeout(...args)
    } finally {
      ledger.muted = false
    }
  }
}

const patched = new WeakSet<object>()

function isSafeTimers(value: unknown): value is SafeTimers {
  return typeof value === 'object' && value !== null && 'setTimeout' in value
}
