import fs from 'node:fs'
import { attemptOr } from '../attempt.ts'
import { fstatSync } from '../captured.ts'
import type { Source } from './acquisition.ts'
import { onSuccess } from './callback.ts'
import type { ScopeContext } from './context.ts'
import type { Ledger } from './ledger.ts'
import { patch } from './patch.ts'
import { pathText } from './path-text.ts'
import type { Stack } from './stack-capture.ts'

type Open = Extract<Source, { readonly by: 'open' }>
type AnyCall = (this: unknown, ...args: unknown[]) => unknown

/** Records what `fs.open`, `fs.openSync` and file streams open, until `fs.close` or `fs.closeSync` is called. */
export function recordDescriptors<S extends object>(ledger: Ledger<S>, context: ScopeContext<S>): void {
  const table = new DescriptorTable(ledger)
  const kindOf = (): Open['as'] => (context.current().call?.name === 'stream' ? 'stream' : 'descriptor')
  patch(fs, 'openSync', (original) => (...args) => {
    const fd = original.apply(fs, args)
    table.opened(fd, args[0], kindOf(), ledger.capture())
    return fd
  })
  patch(fs, 'open', (original) => {
    const open = original as AnyCall
    return ((...args: unknown[]) => {
      const [stack, as] = [ledger.capture(), kindOf()]
      const recorded = onSuccess(args, (fd) => table.opened(fd as number, args[0], as, stack))
      return open.apply(fs, recorded)
    }) as typeof original
  })
  recordStreamCalls(ledger, context)
  releaseClosed(table)
}

/** One record a descriptor number: opening it again proves that the earlier one was closed. */
class DescriptorTable<S extends object> {
  readonly #keys = new Map<unknown, number>()
  readonly #ledger: Ledger<S>

  constructor(ledger: Ledger<S>) {
    this.#ledger = ledger
  }

  opened(fd: number, path: unknown, as: Open['as'], stack: Stack): void {
    attemptOr(undefined, () => {
      this.closed(fd)
      const source: Open = { by: 'open', fd, path: pathText(path), as, identity: identityOf(fd) }
      this.#keys.set(fd, this.#ledger.record({ source }, stack))
    })
  }

  closed(fd: unknown): void {
    const key = this.#keys.get(fd)
    if (key === undefined) return
    this.#keys.delete(fd)
    attemptOr(undefined, () => this.#ledger.release(key))
  }
}

/** Asked while the descriptor is surely open: the path may be renamed, removed or written anew at any time. */
function identityOf(fd: number): Open['identity'] {
  return attemptOr(null, () => {
    const { dev, ino } = fstatSync(fd)
    return { dev, ino }
  })
}

function recordStreamCalls<S extends object>(ledger: Ledger<S>, context: ScopeContext<S>): void {
  for (const name of ['createReadStream', 'createWriteStream'] as const) {
    patch(fs, name, (original) => {
      const create = original as AnyCall
      return ((...args: unknown[]) => {
        const call = { name: 'stream', stack: ledger.capture() } as const
        return context.runCall(call, () => create.apply(fs, args))
      }) as never
    })
  }
}

/** File streams close through these too. Not at the callback: by then the number may be another file's. */
function releaseClosed<S extends object>(table: DescriptorTable<S>): void {
  for (const name of ['close', 'closeSync'] as const) {
    patch(fs, name, (original) => {
      const close = original as AnyCall
      return (...args: unknown[]) => {
        const result = close.apply(fs, args)
        table.closed(args[0])
        return result
      }
    })
  }
}
