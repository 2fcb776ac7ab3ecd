import fs from 'node:fs'
import net from 'node:net'
import { attemptOr } from '../attempt.ts'
import type { ScopeContext } from './context.ts'
import type { Ledger } from './ledger.ts'
import { patch } from './patch.ts'
import { pathText } from './path-text.ts'

/**
 * Remembers the caller of public functions that open their handle later, without a user frame on the stack:
 * `server.listen(port, host)` resolves the host first, `fetch` connects in a microtask.
 * Formatted, since all that the call begins carries the stack on.
 */
export function recordPublicCalls<S extends object>(ledger: Ledger<S>, context: ScopeContext<S>): void {
  patch(net.Server.prototype, 'listen', (original) => {
    const listen = original as (this: net.Server, ...args: unknown[]) => net.Server
    return function (this: net.Server, ...args: unknown[]) {
      return context.runCall({ name: 'listen', error: ledger.captureFormatted() }, () =>
        listen.apply(this, args),
      )
    } as typeof original
  })
  patch(
    globalThis,
    'fetch',
    (original) =>
      function fetch(this: unknown, ...args: Parameters<typeof original>) {
        return context.runCall({ name: 'fetch', error: ledger.captureFormatted() }, () =>
          Reflect.apply(original, this, args),
        )
      },
  )
  for (const name of ['watch', 'watchFile'] as const) {
    patch(fs, name, (original) => {
      const watch = original as (...args: unknown[]) => unknown
      return ((...args: unknown[]) => {
        const target = attemptOr('', () => pathText(args[0]))
        const call = { name: 'watch', error: ledger.captureFormatted(), target } as const
        return context.runCall(call, () => watch.apply(fs, args))
      }) as never
    })
  }
}
