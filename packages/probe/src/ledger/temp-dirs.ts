import fs from 'node:fs'
import { attemptOr } from '../attempt.ts'
import { onSuccess } from './callback.ts'
import type { Ledger } from './ledger.ts'
import { patch } from './patch.ts'
import { pathText } from './path-text.ts'
import type { Stack } from './stack-capture.ts'

type AnyCall = (this: unknown, ...args: unknown[]) => unknown

/** Records the directories that `mkdtemp` makes: nothing says when one is removed. */
export function recordTempDirs<S extends object>(ledger: Ledger<S>): void {
  const made = (path: unknown, stack: Stack): void => {
    attemptOr(undefined, () => ledger.record({ source: { by: 'mkdtemp', path: pathText(path) } }, stack))
  }
  patch(fs, 'mkdtempSync', (original) => {
    const mkdtemp = original as AnyCall
    return ((...args: unknown[]) => {
      const path = mkdtemp.apply(fs, args)
      made(path, ledger.capture())
      return path
    }) as never
  })
  patch(fs, 'mkdtemp', (original) => {
    const mkdtemp = original as AnyCall
    return ((...args: unknown[]) => {
      const stack = ledger.capture()
      const recorded = onSuccess(args, (path) => made(path, stack))
      return mkdtemp.apply(fs, recorded)
    }) as never
  })
  patch(fs.promises, 'mkdtemp', (original) => {
    const mkdtemp = original as AnyCall
    return (async (...args: unknown[]) => {
      const stack = ledger.capture()
      const path = await mkdtemp.apply(fs.promises, args)
      made(path, stack)
      return path
    }) as never
  })
}
