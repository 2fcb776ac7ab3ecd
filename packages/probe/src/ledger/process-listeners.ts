import type { Ledger } from './ledger.ts'

/**
 * The process events whose listeners outlive everything: signals, exceptions, the end of the process.
 * Not in it: `message` and `disconnect`, which the runner's own channel uses; `newListener`, which we use.
 */
const PROCESS_EVENTS: ReadonlySet<string | symbol> = new Set([
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGQUIT',
  'SIGUSR1',
  'SIGUSR2',
  'SIGWINCH',
  'SIGBREAK',
  'SIGCONT',
  'SIGPIPE',
  'SIGALRM',
  'uncaughtException',
  'uncaughtExceptionMonitor',
  'unhandledRejection',
  'rejectionHandled',
  'multipleResolves',
  'warning',
  'beforeExit',
  'exit',
  'worker',
])

/** Records listeners on `process`; the ledger's key is released when they are removed. */
export function recordProcessListeners<S extends object>(ledger: Ledger<S>): void {
  const keys = new Map<unknown, number[]>()
  process.on('newListener', (event: string | symbol, listener: object) => {
    if (!PROCESS_EVENTS.has(event)) return
    const source = { by: 'process-listener', event: String(event), listener } as const
    const key = ledger.record({ source })
    keys.set(listener, [...(keys.get(listener) ?? []), key])
  })
  process.on('removeListener', (event: string | symbol, listener: object) => {
    if (!PROCESS_EVENTS.has(event)) return
    const key = keys.get(listener)?.pop()
    if (key !== undefined) ledger.release(key)
  })
}
