import { createHook } from 'node:async_hooks'
import { attemptOr } from '../attempt.ts'
import { createAcquisition } from './acquisition.ts'
import type { Acquisition, AcquisitionInput } from './acquisition.ts'
import { ASYNC_TYPES } from './async-types.ts'
import { monotonicMs } from './clock.ts'
import type { Call, ScopeContext } from './context.ts'
import { DescriptorChanges } from './descriptor-changes.ts'
import { Endings, isGone } from './endings.ts'
import { FetchConnections } from './fetch-connections.ts'
import { STACK_FRAMES, StackCapture } from './stack-capture.ts'
import type { Callee, Stack } from './stack-capture.ts'
import { StackChoice } from './stack-choice.ts'
import type { TimeoutResource } from './stack-choice.ts'

export interface LedgerOptions<S extends object> {
  readonly context: ScopeContext<S>
  /** Called for each acquisition that is recorded, timers excepted. */
  readonly onAcquire?: (acquisition: Acquisition<S>) => void
  /** Called for each recorded acquisition that the runtime says is gone. */
  readonly onRelease?: (acquisition: Acquisition<S>) => void
}

/** What Node's http agent passes for `resource` when a socket begins a new life (lib/_http_agent.js). */
interface ReusedHandle {
  readonly handle?: object
}

/** Records every acquisition of this thread by the scope that made it. Observes only: never judges, never closes. */
export class Ledger<S extends object> {
  readonly #live = new Map<number, Acquisition<S>>()
  /** Key of each handle and timer: reuse gives it a new one. */
  readonly #keys = new WeakMap<object, number>()
  readonly #endings = new Endings(
    (key) => this.#end(key),
    (resource) => this.#keys.get(resource),
  )
  readonly #options: LedgerOptions<S>
  readonly #hook: ReturnType<typeof createHook>
  #sequence = -1
  #started = false
  /** Whether a timer that is being made is the runner's own, which it clears itself. */
  muted = false
  /** Live sockets and child processes: read for every test, so counted as they come and go. */
  readonly counts = { sockets: 0, children: 0 }
  readonly changes = new DescriptorChanges()
  readonly stacks = new StackCapture()
  readonly fetches = new FetchConnections()
  readonly #choice: StackChoice<S>

  constructor(options: LedgerOptions<S>) {
    this.#options = options
    const init = (asyncId: number, type: string, triggerId: number, resource: object): void => {
      // Most of what Node 20 and 22 tell.
      if (type === 'PROMISE') return
      try {
        this.#init(asyncId, type, triggerId, resource)
      } catch {
        // Node ends the process for whatever a hook throws (lib/internal/async_hooks.js, fatalError).
      }
    }
    this.#choice = new StackChoice<S>(this.stacks, this.fetches, init)
    this.#hook = createHook({
      init,
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
    for (const [key, acquisition] of this.#live) {
      if (isGone(acquisition)) this.#end(key, isGivenUp(acquisition) ? acquisition.atMs : monotonicMs())
    }
    return this.#live.values()
  }

  get size(): number {
    return this.#live.size
  }

  /** Records something that async_hooks does not see; returns the key to `release` it with. */
  record(
    input: Omit<AcquisitionInput<S>, 'context' | 'stack'>,
    stack: Stack | null = this.capture(),
  ): number {
    const key = this.#sequence--
    this.changes.note()
    if (!this.#started) return key
    const context = this.#options.context.current()
    const acquisition = createAcquisition({ ...input, context, stack }, monotonicMs())
    this.#live.set(key, acquisition)
    this.#options.onAcquire?.(acquisition)
    return key
  }

  release(key: number, atMs = monotonicMs()): void {
    const acquisition = this.#live.get(key)
    if (acquisition === undefined) return
    this.#live.delete(key)
    if (acquisition.source !== TIMEOUT) this.changes.note()
    this.#count(acquisition, -1)
    acquisition.releasedAtMs = atMs
    this.#options.onRelease?.(acquisition)
  }

  /** What an observer throws must not reach whoever closed a handle. */
  #end(key: number, atMs = monotonicMs()): void {
    attemptOr(undefined, () => this.release(key, atMs))
  }

  /** Forgets what a call began that has failed: Node closes it itself, and tells nobody (src/fs_event_wrap.cc). */
  abandon(call: Call): void {
    for (const [key, acquisition] of this.#live) if (acquisition.call === call) this.#end(key)
  }

  /** The stack of whoever called `callee`, as data that keeps nothing alive. */
  capture(callee: Callee = this.capture): Stack {
    return this.stacks.capture(STACK_FRAMES, callee)
  }

  /** Has everything that is acquired before `work` returns share a stack that was captured for it. */
  during<T>(stack: Stack, work: () => T): T {
    return this.#choice.during(stack, work)
  }

  #init(asyncId: number, type: string, triggerId: number, resource: object): void {
    if (type === 'Timeout') {
      if (!this.muted) this.#initTimeout(asyncId, triggerId, resource)
      return
    }
    this.changes.noteType(type)
    const asyncType = ASYNC_TYPES.get(type)
    if (asyncType === undefined || this.#isReuse(asyncId, resource)) return
    if (asyncType.ends === 'closed') this.#endings.whenClosed(resource)
    else if (asyncType.ends === 'destroyed') this.#endings.whenDestroyed(asyncId)
    const context = this.#options.context.current()
    const parent = this.#live.get(triggerId) ?? null
    this.#add(asyncId, {
      source: asyncType.source,
      context,
      stack: this.#choice.ofHandle(type, context, parent),
      parent,
      resource,
      collectable: asyncType.collectable,
    })
    if (asyncType.ends === 'asked') this.#askOf(asyncId)
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

  /** What Node's sockets set for themselves never holds the process; a fired timer that is refreshed begins anew. */
  #initTimeout(asyncId: number, triggerId: number, resource: object): void {
    const timer = resource as TimeoutResource
    if (!timer.hasRef()) return
    const earlier = this.#keys.get(timer)
    if (earlier !== undefined) this.release(earlier)
    const armedBy = this.#live.get(triggerId)
    const context = this.#options.context.current()
    this.#add(asyncId, {
      source: TIMEOUT,
      context,
      stack: this.#choice.ofTimer(timer, context),
      generation: armedBy?.source === TIMEOUT ? armedBy.generation + 1 : 0,
      resource,
      // Node holds it while it is armed; what its callback holds must not wait until we ask.
      collectable: true,
    })
    this.#askOf(asyncId)
  }

  #add(asyncId: number, input: AcquisitionInput<S>): void {
    const acquisition = createAcquisition(input, monotonicMs())
    this.#live.set(asyncId, acquisition)
    if (input.resource) this.#keys.set(input.resource, asyncId)
    if (input.source === TIMEOUT) return
    this.#count(acquisition, 1)
    this.#options.onAcquire?.(acquisition)
  }

  #askOf(key: number): void {
    if (this.#endings.whenAsked(key)) this.#endings.ask(this.#live)
  }

  #count({ source }: Acquisition<S>, step: 1 | -1): void {
    if (source.by !== 'async-hooks') return
    if (source.type === 'PROCESSWRAP') this.counts.children += step
    else if (SOCKET_TYPES.has(source.type)) this.counts.sockets += step
  }
}

/** A handle that nobody was seen to close never began: when Node gave it up is not known, but it was early. */
function isGivenUp({ source }: Acquisition): boolean {
  return source.by === 'async-hooks' && ASYNC_TYPES.get(source.type)?.ends === 'closed'
}

const SOCKET_TYPES: ReadonlySet<string> = new Set([
  'TCPSERVERWRAP',
  'TCPWRAP',
  'PIPESERVERWRAP',
  'PIPEWRAP',
  'UDPWRAP',
])

const TIMEOUT = { by: 'async-hooks', type: 'Timeout' } as const
