import type { HandlerRecord } from '../handlers.ts'
import type { Slot } from '../handler-calls.ts'
import type { ClassNode, Node, Rhythm } from '../model.ts'
import type { SourceFile } from '../source-file.ts'
import type { Tests } from '../tests.ts'
import { exportedHandler } from './exported-handler.ts'

/** One way in which a function comes to run. */
export type Use =
  /** Something calls it back again and again. */
  | { readonly how: 'again'; readonly rhythm: Rhythm; readonly by: Node; readonly label: string }
  /** It runs whenever this place runs; `isLater`: by way of a `setTimeout`. */
  | { readonly how: 'with'; readonly at: Node; readonly isLater: boolean }
  /** It is handed, here, to code that we do not see. */
  | { readonly how: 'unknown'; readonly at: Node }
  /** It runs with each instance of a class. */
  | { readonly how: 'instance'; readonly of: ClassNode }

/** What following a function as a value needs. */
export interface UsesContext {
  readonly file: SourceFile
  readonly tests: Tests
  /** The record of what calls a slot's function back. */
  handlerOf(slot: Slot): HandlerRecord | null
  /** How a function runs whose value stands at a place; so many more hops are made. */
  usesAt(site: Node, hops: number): readonly Use[]
}

/** A callback runs as its record says. */
export function useOfRecord({ rhythm = 'request', label }: HandlerRecord, call: Node): Use {
  if (rhythm === 'same' || rhythm === 'later') return runsWith(call, rhythm === 'later')
  return { how: 'again', rhythm, by: call, label }
}

/** It runs whenever a place runs. */
export function runsWith(at: Node, isLater = false): Use {
  return { how: 'with', at, isLater }
}

/** What is exported under a name runs as often as what finds it there says, or as anybody likes. */
export function exported(file: SourceFile, name: string, value: Node): Use {
  const record = exportedHandler(file, name, value)
  return record === null ? { how: 'unknown', at: value } : { how: 'again', ...record, by: value }
}
