import fs from 'node:fs'
import { attemptOr } from '../attempt.ts'
import { onSuccess } from './callback.ts'
import type { Ledger } from './ledger.ts'
import { patch } from './patch.ts'
import { pathText } from './path-text.ts'
import type { Stack } from './stack-capture.ts'

type AnyCall = (this: unknown, ...args: unknown[]) => unknown
type Opened = (directory: object, path: unknown, stack: Stack) => void

/** Records the directories of `opendir`, until they are closed: by name, or by the end of their iteration. */
export function recordDirectories<S extends object>(ledger: Ledger<S>): void {
  const keys = new WeakMap<object, number>()
  releaseClosed(ledger, keys)
  recordOpens(ledger, (directory, path, stack) => {
    attemptOr(undefined, () => {
      const source = { by: 'opendir', path: pathText(path) } as const
      keys.set(directory, ledger.record({ source, resource: directory, collectable: true }, stack))
    })
  })
}

/** On the prototype, and early: each `Dir` binds what closes it after an iteration when it is made. */
function releaseClosed<S extends object>(ledger: Ledger<S>, keys: WeakMap<object, number>): void {
  const prototype = fs.Dir.prototype as Record<'close' | 'closeSync', AnyCall>
  for (const name of ['close', 'closeSync'] as const) {
    patch(
      prototype,
      name,
      (close) =>
        function (...args) {
          const result = close.apply(this, args)
          const key = keys.get(this as object)
          if (key !== undefined) attemptOr(undefined, () => ledger.release(key))
          return result
        },
    )
  }
}

function recordOpens<S extends object>(ledger: Ledger<S>, opened: Opened): void {
  patch(fs, 'opendirSync', (original) => (...args) => {
    const directory = original.apply(fs, args)
    opened(directory, args[0], ledger.capture())
    return directory
  })
  patch(fs, 'opendir', (original) => {
    const opendir = original as AnyCall
    return ((...args: unknown[]) => {
      const stack = ledger.capture()
      const recorded = onSuccess(args, (directory) => opened(directory as object, args[0], stack))
      return opendir.apply(fs, recorded)
    }) as typeof original
  })
  patch(fs.promises, 'opendir', (original) => async (...args) => {
    const stack = ledger.capture()
    const directory = await original.apply(fs.promises, args)
    opened(directory, args[0], stack)
    return directory
  })
}
