import fs from 'node:fs'
import net from 'node:net'
import { attemptOr } from '../attempt.ts'
import type { ScopeContext } from './context.ts'
import type { Ledger } from './ledger.ts'
import type { Openings } from './openings.ts'
import { patch } from './patch.ts'
import { pathText } from './path-text.ts'

/**
 * Remembers the caller of public functions that open their handle later, without a user frame on the stack:
 * `server.listen(port, host)` resolves the host first, `fetch` connects in a microtask.
 */
export function recordPublicCalls<S extends object>(
  ledger: Ledger<S>,
  context: ScopeContext<S>,
  openings: Openings<S>,
): void {
  patch(net.Server.prototype, 'listen', (original) => {
    const ofNode = original as (this: net.Server, ...args: unknown[]) => net.Server
    return function listen(this: net.Server, ...args: unknown[]) {
      const stack = ledger.capture(listen)
      const server = context.runCall({ name: 'listen', stack }, () =>
        ledger.during(stack, () => ofNode.apply(this, args)),
      )
      attemptOr(undefined, () => openings.began(this, context.current().scope))
      return server
    } as typeof original
  })
  patch(
    globalThis,
    'fetch',
    (original) =>
      function fetch(this: unknown, ...args: Parameters<typeof original>) {
        return context.runCall({ name: 'fetch', stack: ledger.capture(fetch) }, () =>
          Reflect.apply(original, this, args),
        )
      },
  )
  for (const name of ['watch', 'watchFile'] as const) {
    patch(fs, name, (original) => {
      const watch = original as (...args: unknown[]) => unknown
      return ((...args: unknown[]) => {
        const target = attemptOr('', () => pathText(args[0]))
        const call = { name: 'watch', stack: ledger.capture(), target } as const
        try {
          return context.runCall(call, () => watch.apply(fs, args))
        } catch (error) {
          ledger.abandon(call)
          throw error
        }
      }) as never
    })
  }
}
