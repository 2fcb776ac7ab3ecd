import fs from 'node:fs'
import { attemptOr } from '../attempt.ts'
import { onSuccess } from './callback.ts'
import type { Ledger } from './ledger.ts'
import { patch } from './patch.ts'
import { pathText } from './path-text.ts'

type AnyCall = (this: unknown, ...args: unknown[]) => unknown

/** Records the directories that `mkdtemp` makes; formatted, since nothing says when one is removed. */
export function recordTempDirs<S extends object>(ledger: Ledger<S>): void {
  const made = (path: unknown, error: Error): void => {
    attemptOr(undefined, () => ledger.record({ source: { by: 'mkdtemp', path: pathText(path) } }, error))
  }
  patch(fs, 'mkdtempSync', (original) => {
    const mkdtemp = original as AnyCall
    return ((...args: unknown[]) => {
      const path = mkdtemp.apply(fs, args)
      made(path, ledger.captureFormatted())
      return path
    }) as never
  })
  patch(fs, 'mkdtemp', (original) => {
    const mkdtemp = original as AnyCall
    return ((...args: unknown[]) => {
      const error = ledger.captureFormatted()
      const recorded = onSuccess(args, (path) => made(path, error))
      return mkdtemp.apply(fs, recorded)
    }) as never
  })
  patch(fs.promises, 'mkdtemp', (original) => {
    const mkdtemp = original as AnyCall
    return (async (...args: unknown[]) => {
      const error = ledger.captureFormatted()
      const path = await mkdtemp.apply(fs.promises, args)
      made(path, error)
      return path
    }) as never
  })
}
