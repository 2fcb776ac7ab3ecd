import { AsyncLocalStorage } from 'node:async_hooks'
import type { Stack } from './stack-capture.ts'

/** A public call in progress, whose inner work happens later, without a user frame on the stack. */
export interface Call {
  readonly name: 'listen' | 'fetch' | 'stream' | 'watch'
  readonly stack: Stack
  /** What the call was given: the watched path, the socket path. */
  readonly target?: string
}

/** What flows through asynchronous work: whose it is, and the public call that began it, if that matters. */
export interface Context<S extends object> {
  readonly scope: S
  readonly call: Call | null
}

/** The scope that asynchronous work belongs to. One instance a thread. */
export class ScopeContext<S extends object> {
  readonly #storage = new AsyncLocalStorage<Context<S>>()
  /** Whom work without a context belongs to: module level code, and what the runner starts. */
  #fallback: Context<S>

  constructor(fallback: S) {
    this.#fallback = { scope: fallback, call: null }
  }

  current(): Context<S> {
    return this.#storage.getStore() ?? this.#fallback
  }

  get fallback(): S {
    return this.#fallback.scope
  }

  set fallback(scope: S) {
    this.#fallback = { scope, call: null }
  }

  /** From here to the end of the calling asynchronous function, work belongs to `scope`. */
  enter(scope: S): void {
    this.#storage.enterWith({ scope, call: null })
  }

  run<T>(scope: S, work: () => T): T {
    return this.#storage.run({ scope, call: null }, work)
  }

  /** Runs `work` with a whole context, the call included. */
  runIn<T>(context: Context<S>, work: () => T): T {
    return this.#storage.run(context, work)
  }

  /** Runs a public call so that what it opens later is placed at its caller. */
  runCall<T>(call: Call, work: () => T): T {
    const { scope } = this.current()
    return this.#storage.run({ scope, call }, work)
  }
}
