import { createHook } from 'node:async_hooks'
import { createAcquisition } from './acquisition.ts'
import type { Acquisition, AcquisitionInput, Source } from './acquisition.ts'
import { ASYNC_TYPES, LONG_TIMEOUT_MS } from './async-types.ts'
import { monotonicMs } from './clock.ts'
import type { ScopeContext } from './context.ts'
import { stackOf } from './stack.ts'

export interface LedgerOptions<S extends object> {
  readonly context: ScopeContext<S>
  /** Called for each acquisition that is recorded, timers excepted. */
  readonly onAcquire?: (acquisition: Acquisition<S>) => void
  /** Called for each recorded acquisition that the runtime says is gone. */
  readonly onRelease?: (acquisition: Acquisition<S>) => void
}

interface TimeoutResource {
  readonly _idleTimeout: number
  readonly _repeat: number | null
}

const LIMIT = 'stackTraceLimit'
/** Enough to reach the user through a client and its pool: undici alone puts twenty frames in between. */
const STACK_FRAMES = 32
/** Enough to tell who set a timer: nine of them are Node's own and ours. */
const TIMER_FRAMES = 13

/** What Node's http agent passes for `resource` when a socket begins a new life (lib/_http_agent.js). */
interface ReusedHandle {
  readonly handle?: object
}

/** Records every acquisition of this thread by the scope that made it. Observes only: never judges, never closes. */
export class Ledger<S extends object> {
  readonly #live = new Map<number, Acquisition<S>>()
  /** Key of each pooled handle, since reuse gives it a new one. */
  readonly #keys = new WeakMap<object, number>()
  readonly #options: LedgerOptions<S>
  readonly #hook: ReturnType<typeof createHook>
  #sequence = -1
  #started = false
  /** Whether a timer that is being made is the runner's own, which it clears itself. */
  muted = false
  /** Live sockets and child processes: read for every test, so counted as they come and go. */
  readonly counts = { sockets: 0, children: 0 }
  /** The `Error` of the realm that user code runs in: its formatter is the one that knows the source maps. */
  errorClass: ErrorConstructor = Error

  constructor(options: LedgerOptions<S>) {
    this.#options = options
    this.#hook = createHook({
      init: (asyncId, type, triggerId, resource) => {
        try {
          this.#init(asyncId, type, triggerId, resource)
        } catch {
          // Node ends the process for whatever a hook throws (lib/internal/async_hooks.js, fatalError).
        }
      },
      destroy: (asyncId) => {
        try {
          this.release(asyncId)
        } catch {
          // As above.
        }
      },
      // Node ≥ 24.12: without it every `await` costs nine times as much. Older versions ignore it.
      trackPromises: false,
    } as Parameters<typeof createHook>[0])
  }

  start(): void {
    this.#started = true
    this.#hook.enable()
  }

  /** What is recorded and not known to be gone, oldest first. */
  live(): IterableIterator<Acquisition<S>> {
    return this.#live.values()
  }

  get size(): number {
    return this.#live.size
  }

  /** Records something that async_hooks does not see; returns the key to `release` it with. */
  record(
    input: Omit<AcquisitionInput<S>, 'context' | 'error'>,
    error: Error | null = this.capture(),
  ): number {
    const key = this.#sequence--
    if (!this.#started) return key
    const context = this.#options.context.current()
    const acquisition = createAcquisition({ ...input, context, error }, monotonicMs())
    this.#live.set(key, acquisition)
    this.#options.onAcquire?.(acquisition)
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

  /** A stack for later: V8 formats it on first access of `stack`. Where `Error` is frozen, its own limit holds. */
  capture(frames = STACK_FRAMES): Error {
    const { errorClass } = this
    const hadLimit = Object.hasOwn(errorClass, LIMIT)
    const limit: unknown = errorClass[LIMIT]
    Reflect.set(errorClass, LIMIT, frames)
    const error = new errorClass()
    if (hadLimit) Reflect.set(errorClass, LIMIT, limit)
    else Reflect.deleteProperty(errorClass, LIMIT)
    return error
  }

  /** A stack that keeps nothing alive: until it is formatted, V8 holds every `this` on it, the resource included. */
  captureFormatted(): Error {
    const error = this.capture()
    // Also drops the call sites that a user's `Error.prepareStackTrace` may answer: they hold as much.
    if (stackOf(error) === '') Reflect.set(error, 'stack', '')
    return error
  }

  #init(asyncId: number, type: string, triggerId: number, resource: object): void {
    if (type === 'Timeout') {
      if (!this.muted) this.#initTimeout(asyncId, triggerId, resource)
      return
    }
    const asyncType = ASYNC_TYPES.get(type)
    if (asyncType === undefined || this.#isReuse(asyncId, resource)) return
    this.#add(asyncId, {
      source: SOURCES.get(type) ?? { by: 'async-hooks', type },
      context: this.#options.context.current(),
      error: asyncType.collectable ? this.captureFormatted() : this.capture(),
      parent: this.#live.get(triggerId) ?? null,
      resource,
      collectable: asyncType.collectable,
    })
  }

  /** A keep-alive socket that serves another request is still the socket of whoever opened it. */
  #isReuse(asyncId: number, resource: object): boolean {
    const { handle } = resource as ReusedHandle
    const key = handle && this.#keys.get(handle)
    const acquisition = key === undefined ? undefined : this.#live.get(key)
    if (handle === undefined || key === undefined || acquisition === undefined) return false
    this.#live.delete(key)
    this.#live.set(asyncId, acquisition)
    this.#keys.set(handle, asyncId)
    return true
  }

  #initTimeout(asyncId: number, triggerId: number, resource: object): void {
    const timer = resource as TimeoutResource
    const isLong = timer._repeat !== null || timer._idleTimeout >= LONG_TIMEOUT_MS
    const armedBy = this.#live.get(triggerId)
    this.#add(asyncId, {
      source: TIMEOUT,
      context: this.#options.context.current(),
      error: this.capture(isLong ? STACK_FRAMES : TIMER_FRAMES),
      generation: armedBy?.source === TIMEOUT ? armedBy.generation + 1 : 0,
      resource,
    })
  }

  #add(asyncId: number, input: AcquisitionInput<S>): void {
    const acquisition = createAcquisition(input, monotonicMs())
    this.#live.set(asyncId, acquisition)
    if (input.source === TIMEOUT) return
    this.#count(acquisition, 1)
    if (input.source === TCP) this.#keys.set(input.resource ?? acquisition, asyncId)
    this.#options.onAcquire?.(acquisition)
  }

  #count({ source }: Acquisition<S>, step: 1 | -1): void {
    if (source.by !== 'async-hooks') return
    if (source.type === 'PROCESSWRAP') this.counts.children += step
    else if (SOCKET_TYPES.has(source.type)) this.counts.sockets += step
  }
}

const SOCKET_TYPES: ReadonlySet<string> = new Set([
  'TCPSERVERWRAP',
  'TCPWRAP',
  'PIPESERVERWRAP',
  'PIPEWRAP',
  'UDPWRAP',
])

const TIMEOUT = { by: 'async-hooks', type: 'Timeout' } as const
const TCP = { by: 'async-hooks', type: 'TCPWRAP' } as const
const SOURCES: ReadonlyMap<string, Source> = new Map([['TCPWRAP', TCP]])
