import { createHook } from 'node:async_hooks'
import { resourceOf } from './acquisition.ts'
import type { Acquisition } from './acquisition.ts'
import { patch } from './patch.ts'

type Close = (this: object, ...args: unknown[]) => unknown

/** What closes a handle for good: `reset` is `close` for a TCP connection that is to be aborted. */
const CLOSERS = ['close', 'reset'] as const
/** Fewer than this are not worth a look. */
const FEW = 64

/**
 * Learns what has ended without a standing `destroy` hook: on Node 20 and 22 that one has the garbage collector
 * track every promise, which is most of what a trivial test would pay.
 */
export class Endings {
  readonly #ended: (key: number) => void
  readonly #keyOf: (resource: object) => number | undefined
  readonly #patched = new WeakSet<object>()
  /** Keys of what neither closes by a call nor is announced, the youngest last. */
  #asked: number[] = []
  #askAt = FEW
  /** Worker threads that live: only while there are any does `destroy` announce them. */
  readonly #announced = new Set<number>()
  readonly #hook: ReturnType<typeof createHook>

  /** `ended` must not throw: Node ends the process for what a hook throws. */
  constructor(ended: (key: number) => void, keyOf: (resource: object) => number | undefined) {
    this.#ended = ended
    this.#keyOf = keyOf
    this.#hook = createHook({
      destroy: (asyncId) => this.#destroyed(asyncId),
      trackPromises: false,
    } as Parameters<typeof createHook>[0])
  }

  /** Follows a handle of Node's: its class is wrapped once, where it inherits the method from. */
  whenClosed(handle: object): void {
    for (const name of CLOSERS) {
      const prototype = holderOf(handle, name)
      if (prototype === null || this.#patched.has(prototype)) continue
      this.#patched.add(prototype)
      this.#wrap(prototype, name)
    }
  }

  whenDestroyed(key: number): void {
    this.#announced.add(key)
    this.#hook.enable()
  }

  /** Notes what must be asked; answers whether it is time to ask, so that asking costs the same for each. */
  whenAsked(key: number): boolean {
    return this.#asked.push(key) >= this.#askAt
  }

  /** Asks everything that is still recorded. */
  ask(live: ReadonlyMap<number, Acquisition>): void {
    this.#asked = this.#asked.filter((key) => {
      const acquisition = live.get(key)
      if (acquisition !== undefined && !isGone(acquisition)) return true
      this.#ended(key)
      return false
    })
    this.#askAt = Math.max(FEW, 2 * this.#asked.length)
  }

  #wrap(prototype: Record<(typeof CLOSERS)[number], Close>, name: (typeof CLOSERS)[number]): void {
    const closed = (handle: object): void => {
      const key = this.#keyOf(handle)
      if (key !== undefined) this.#ended(key)
    }
    patch(
      prototype,
      name,
      (original) =>
        function (...args) {
          const result = original.apply(this, args)
          closed(this)
          return result
        },
    )
  }

  #destroyed(key: number): void {
    this.#ended(key)
    if (this.#announced.delete(key) && this.#announced.size === 0) this.#hook.disable()
  }
}

interface Asked {
  readonly _destroyed?: boolean
  hasRef?(): unknown
}

/**
 * Whether an async resource has ended, by its own word: a timer says that it is over, a handle that is gone answers
 * `undefined` to `hasRef` (ASSIGN_OR_RETURN_UNWRAP, src/handle_wrap.cc). A message port does not tell: it is recorded
 * until it is collected.
 */
export function isGone(acquisition: Acquisition): boolean {
  if (acquisition.source.by !== 'async-hooks') return false
  const resource = resourceOf(acquisition) as Asked | undefined
  if (resource === undefined || resource._destroyed === true) return true
  return typeof resource.hasRef === 'function' && resource.hasRef() === undefined
}

function holderOf(handle: object, name: string): Record<(typeof CLOSERS)[number], Close> | null {
  let prototype = Object.getPrototypeOf(handle) as object | null
  while (prototype !== null && !Object.hasOwn(prototype, name))
    prototype = Object.getPrototypeOf(prototype) as object | null
  return prototype as Record<(typeof CLOSERS)[number], Close> | null
}
