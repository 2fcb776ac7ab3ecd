import { LONG_TIMEOUT_MS } from './async-types.ts'
import type { Acquisition } from './acquisition.ts'
import type { Call, Context } from './context.ts'
import type { FetchConnections } from './fetch-connections.ts'
import { STACK_FRAMES } from './stack-capture.ts'
import type { Callee, Stack, StackCapture } from './stack-capture.ts'

/** As much of a `Timeout` as tells what it is for (lib/internal/timers.js). */
export interface TimeoutResource {
  readonly _idleTimeout: number
  readonly _repeat: number | null
  readonly _onTimeout: { readonly name?: unknown } | null
  hasRef(): boolean
}

const FETCH_MODULE = 'node:internal/deps/undici/undici'
/** Enough to tell who made it right here: five of them are Node's own. */
const NEAR_FRAMES = 9

/** Chooses the stack that tells where something was acquired: its own, unless that of the call it belongs to says as much. */
export class StackChoice<S extends object> {
  readonly #stacks: StackCapture
  readonly #fetches: FetchConnections
  /** What Node calls for each resource. */
  readonly #hook: Callee
  #during: Stack | null = null

  constructor(stacks: StackCapture, fetches: FetchConnections, hook: Callee) {
    this.#stacks = stacks
    this.#fetches = fetches
    this.#hook = hook
  }

  /** Has everything that is acquired before `work` returns share a stack that was captured for it. */
  during<T>(stack: Stack, work: () => T): T {
    const outer = this.#during
    this.#during = stack
    try {
      return work()
    } finally {
      this.#during = outer
    }
  }

  /** A server is its own call's; an accepted connection is placed where its server listens. */
  ofHandle(type: string, context: Context<S>, parent: Acquisition<S> | null): Stack | null {
    if (isServer(parent)) return null
    const { call } = context
    if (type.endsWith(SERVER) && call?.name === 'listen') return call.stack
    if (call?.name === 'fetch' && this.#isOpenedByFetch(type, context)) return call.stack
    return this.#in(context, STACK_FRAMES)
  }

  ofTimer(timer: TimeoutResource, context: Context<S>): Stack {
    if (isOfCall(timer, context.call)) return context.call.stack
    const isLong = timer._repeat !== null || timer._idleTimeout >= LONG_TIMEOUT_MS
    return this.#in(context, isLong ? STACK_FRAMES : NEAR_FRAMES)
  }

  /** Node's own `fetch` opens its connections itself: nobody else stands in between. */
  #isOpenedByFetch(type: string, context: Context<S>): boolean {
    if (type === 'TCPWRAP' && this.#during === null)
      return this.#fetches.isOwn(context, () => this.#stacks.callerOfNet(this.#hook) === FETCH_MODULE)
    this.#fetches.forget()
    return false
  }

  /** What a fetch opens has the line of the fetch, unless a function of the user's opens it right here. */
  #in({ call }: Context<S>, frames: number): Stack {
    return this.#during ?? this.#stacks.capture(call?.name === 'fetch' ? NEAR_FRAMES : frames, this.#hook)
  }
}

/** What Node sets within its calls, and unrefs in the same turn (lib/_http_server.js; undici, lib/dispatcher/client-h1.js). */
const CALLBACKS: Readonly<Partial<Record<Call['name'], string>>> = {
  listen: 'bound checkConnections',
  fetch: 'onParserTimeout',
}

function isOfCall({ _onTimeout }: TimeoutResource, call: Call | null): call is Call {
  return call !== null && CALLBACKS[call.name] !== undefined && _onTimeout?.name === CALLBACKS[call.name]
}

function isServer(parent: Acquisition | null): boolean {
  return parent?.source.by === 'async-hooks' && parent.source.type.endsWith(SERVER)
}

const SERVER = 'SERVERWRAP'
