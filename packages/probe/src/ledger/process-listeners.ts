import { attemptOr } from '../attempt.ts'
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

interface ListenerRecord {
  readonly event: string | symbol
  readonly key: number
}

interface MaybeWrapper {
  readonly listener?: unknown
}

/** Records listeners on `process`; the ledger's key is released when they are removed. */
export function recordProcessListeners<S extends object>(ledger: Ledger<S>): void {
  const records = new WeakMap<object, readonly ListenerRecord[]>()
  process.on('newListener', (event: string | symbol, listener: object) => {
    if (!PROCESS_EVENTS.has(event)) return
    attemptOr(undefined, () => {
      const source = { by: 'process-listener', event: String(event), listener } as const
      const key = ledger.record({ source }, ledger.capture())
      records.set(listener, [...(records.get(listener) ?? []), { event, key }])
    })
  })
  process.on('removeListener', (event: string | symbol, removed: object) => {
    if (!PROCESS_EVENTS.has(event)) return
    attemptOr(undefined, () => {
      const listener = records.has(removed) ? removed : unwrapped(removed)
      const known = records.get(listener) ?? []
      const gone = known.findLast((record) => record.event === event)
      if (gone === undefined) return
      if (known.length === 1) records.delete(listener)
      else records.set(listener, known.toSpliced(known.indexOf(gone), 1))
      ledger.release(gone.key)
    })
  })
}

/** Node tells of `once` by the listener when it is added, but by its wrapper when it is removed from among others. */
function unwrapped(removed: object): object {
  const { listener } = removed as MaybeWrapper
  return typeof listener === 'function' ? listener : removed
}
