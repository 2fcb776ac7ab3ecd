import type { Call, Context } from './context.ts'
import type { Stack } from './stack-capture.ts'

/** What was acquired, by the mechanism that saw it. Async types are Node's own (`TCPWRAP`, `Timeout`, …). */
export type Source =
  | { readonly by: 'async-hooks'; readonly type: string }
  | {
      readonly by: 'open'
      readonly fd: number
      readonly path: string
      readonly as: 'descriptor' | 'stream'
      /** The file that the number stood for when it was opened, since numbers are used again; `null` if it was not told. */
      readonly identity: { readonly dev: number; readonly ino: number } | null
    }
  | { readonly by: 'file-handle'; readonly path: string }
  | { readonly by: 'opendir'; readonly path: string }
  | { readonly by: 'mkdtemp'; readonly path: string }
  | { readonly by: 'process-listener'; readonly event: string; readonly listener: object }

/** One resource that somebody acquired: when, for which scope, and by which line. */
export interface Acquisition<S extends object = object> {
  readonly source: Source
  readonly scope: S
  /** Captured at the acquisition; `null` where none was worth its price. Read its text late: making that is what costs. */
  readonly stack: Stack | null
  readonly call: Call | null
  /** What it was acquired from: the listening server of an accepted connection, the worker of a port. */
  readonly parent: Acquisition<S> | null
  /** How many timers in a row armed each other up to this one. */
  readonly generation: number
  /** `performance.now()` of this thread. */
  readonly atMs: number
  /** Set once the runtime says that it is gone. */
  releasedAtMs: number | null
  /** Verdict already spoken, so that a later file does not hear it again. */
  judged: boolean
  readonly ref: WeakRef<object> | null
  readonly strong: object | null
}

export interface AcquisitionInput<S extends object> {
  readonly source: Source
  readonly context: Context<S>
  readonly stack: Stack | null
  readonly parent?: Acquisition<S> | null
  readonly generation?: number
  readonly resource?: object | null
  /** True for what the garbage collector may end: a strong reference would make us the leak. */
  readonly collectable?: boolean
}

export function createAcquisition<S extends object>(
  input: AcquisitionInput<S>,
  atMs: number,
): Acquisition<S> {
  const resource = input.resource ?? null
  const weak = resource !== null && input.collectable === true
  return {
    source: input.source,
    scope: input.context.scope,
    call: input.context.call,
    stack: input.stack,
    parent: input.parent ?? null,
    generation: input.generation ?? 0,
    atMs,
    releasedAtMs: null,
    judged: false,
    ref: weak ? new WeakRef(resource) : null,
    strong: weak ? null : resource,
  }
}

/** The native handle or public object behind an acquisition; `undefined` once collected. */
export function resourceOf(acquisition: Acquisition): object | undefined {
  return acquisition.strong ?? acquisition.ref?.deref()
}
