import type { ScopeContext } from './context.ts'
import { recordDescriptors } from './descriptors.ts'
import { recordDirectories } from './directories.ts'
import { recordFileHandles } from './file-handles.ts'
import type { Ledger } from './ledger.ts'
import { recordTempDirs } from './temp-dirs.ts'

/**
 * Records what the fs calls open. async_hooks cannot: descriptors have no async resource, and FileHandle has
 * one without trigger, store, or `destroy` before it is collected (Node 20–26).
 * What is seen to be closed is released at once; the rest is looked at again when a verdict is due.
 */
export function recordFileOpens<S extends object>(ledger: Ledger<S>, context: ScopeContext<S>): void {
  recordDescriptors(ledger, context)
  recordFileHandles(ledger)
  recordDirectories(ledger)
  recordTempDirs(ledger)
}
