import fs from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { attemptOr } from '../attempt.ts'
import type { Ledger } from './ledger.ts'
import { patch } from './patch.ts'
import { pathText } from './path-text.ts'

/** Records the handles of `fs.promises.open`, until their `close` is called. */
export function recordFileHandles<S extends object>(ledger: Ledger<S>): void {
  patch(fs.promises, 'open', (original) => async (...args) => {
    const stack = ledger.capture()
    const handle = await original.apply(fs.promises, args)
    attemptOr(undefined, () => {
      const source = { by: 'file-handle', path: pathText(args[0]) } as const
      const key = ledger.record({ source, resource: handle, collectable: true }, stack)
      releaseWhenClosed(handle, () => ledger.release(key))
    })
    return handle
  })
}

/** `close` is a property of each handle (Node 20–26), and waits while a stream still reads from it: then `fd` stays. */
function releaseWhenClosed(handle: FileHandle, release: () => void): void {
  patch(handle, 'close', (original) => {
    const close = original.bind(handle)
    return () => {
      const closing = close()
      if (handle.fd === -1) attemptOr(undefined, release)
      return closing
    }
  })
}
