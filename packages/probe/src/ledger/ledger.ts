import { createHook } from 'node:async_hooks'
import { createAcquisition } from './acquisition.ts'
import type { Acquisition, AcquisitionInput } from './acquisition.ts'
import { ASYNC_TYPES, LONG_TIMEOUT_MS } from './async-types.ts'
import { monotonicMs } from './clock.ts'
import type { Context, ScopeContext } from './context.ts'

export interface LedgerOptions<S extends object> {
  readonly context: ScopeContext<S>
  /** Whether the scope has ended: what it still starts is background work, and worth a stack. */
  readonly hasEnded: (scope: S) => boolean
  /** Called for each recorded acquisition that the runtime says is gone. */
  readonly onRelease?: (acquisition: Acquisition<S>) => void
}

interface TimeoutResource {
  readonly _idleTimeout: number
  readonly _repeat: number | null
}

const STACK_FRAMES = 24

/** Records every acquisition of this thread by the scope that made it. Observes only: never judges, never closes. */
export class Ledger<S extends object> {
  readonly #live = new Map<number, Acquisition<S>>()
  readonly #options: LedgerOptions<S>
  readonly #hook: ReturnType<typeof createHook>
  #sequence = -1
  /** Live sockets and child processes: read for every test, so counted as they come and go. */
  readonly counts = { sockets: 0, children: 0 }
  /** The `Error` of the realm that user code runs in: its formatter is the one that knows the source maps. */
  errorClass: ErrorConstructor = Error

  constructor(options: LedgerOptions<S>) {
    this.#options = options
    this.#hook = createHook({
      init: (asyncId, type, triggerId, resource) => this.#init(asyncId, type, triggerId, resource),
      destroy: asyncId => this.release(asyncId),
      // Node ≥ 24.12: without it every `await` costs nine times as much. Older versions ignore it.
      trackPromises: false,
    } as Parameters<typeof createHook>[0])
  }

  start(): void {
    this.#hook.enable()
  }

  stop(): void {
    this.#hook.disable()
  }

  /** What is recorded and not known to be gone, oldest first. */
  live(): IterableIterator<Acquisition<S>> {
    return this.#live.values()
  }

  get size(): number {
    return this.#live.size
  }

  /** Records something that async_hooks does not see; returns the key to `release` it with. */
  record(input: Omit<AcquisitionInput<S>, 'context' | 'error'>, error: Error | null = this.capture()): number {
    const key = this.#sequence--
    const context = this.#options.context.current()
    this.#live.set(key, createAcquisition({ ...input, context, error }, monotonicMs()))
    return key
  }

  release(key: number): void {
    const acquisition = this.#live.get(key)
    if (acquisition === undefined) return
    this.#live.delete(key)
    this.#count(acquisition, -1)
    acquisition.releasedAtMs = monotonicMs()
    this.#options.onRelease?.(acquisition)
  }

  /** A stack for later: V8 formats it on first access of `stack`. */
  capture(): Error {
    const { errorClass } = this
    const limit = errorClass.stackTraceLimit
    errorClass.stackTraceLimit = STACK_FRAMES
    const error = new errorClass()
    errorClass.stackTraceLimit = limit
    return error
  }

  #init(asyncId: number, type: string, triggerId: number, resource: object): void {
    if (type === 'Timeout') {
      this.#initTimeout(asyncId, triggerId, resource)
      return
    }
    const asyncType = ASYNC_TYPES.get(type)
    if (asyncType === undefined) return
    this.#add(asyncId, {
      source: { by: 'async-hooks', type },
      context: this.#options.context.current(),
      error: this.capture(),
      parent: this.#live.get(triggerId) ?? null,
      resource,
      collectable: asyncType.collectable,
    })
  }

  #initTimeout(asyncId: number, triggerId: number, resource: object): void {
    const timer = resource as TimeoutResource
    const context = this.#options.context.current()
    const parent = this.#live.get(triggerId) ?? null
    this.#add(asyncId, {
      source: TIMEOUT,
      context,
      error: this.#deservesStack(timer, context, parent) ? this.capture() : null,
      parent: null,
      generation: parent?.source === TIMEOUT ? parent.generation + 1 : 0,
      resource,
    })
  }

  #deservesStack(timer: TimeoutResource, context: Context<S>, parent: Acquisition<S> | null): boolean {
    if (timer._repeat !== null || timer._idleTimeout >= LONG_TIMEOUT_MS) return true
    return parent?.source === TIMEOUT || this.#options.hasEnded(context.scope)
  }

  #add(asyncId: number, input: AcquisitionInput<S>): void {
    const acquisition = createAcquisition(input, monotonicMs())
    this.#live.set(asyncId, acquisition)
    this.#count(acquisition, 1)
  }

  #count({ source }: Acquisition<S>, step: 1 | -1): void {
    if (source.by !== 'async-hooks') return
    if (source.type === 'PROCESSWRAP') this.counts.children += step
    else if (SOCKET_TYPES.has(source.type)) this.counts.sockets += step
  }
}

const SOCKET_TYPES: ReadonlySet<string> = new Set(['TCPSERVERWRAP', 'TCPWRAP', 'PIPESERVERWRAP', 'PIPEWRAP', 'UDPWRAP'])

const TIMEOUT = { by: 'async-hooks', type: 'Timeout' } as const
