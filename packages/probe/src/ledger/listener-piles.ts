import { EventEmitter, getEventListeners } from 'node:events'
import { attemptOr } from '../attempt.ts'
import type { ScopeContext } from './context.ts'
import type { Ledger } from './ledger.ts'
import { patch } from './patch.ts'

export interface PiledListener<S extends object> {
  readonly scope: S
  /** `null` for the first one seen: whether the emitter is shared was not known yet. */
  readonly error: Error | null
  readonly listener: WeakRef<object>
}

/** The listeners of one event of one emitter, added by more than one scope. */
export interface ListenerPile<S extends object> {
  readonly emitter: WeakRef<object>
  readonly event: string
  readonly entries: PiledListener<S>[]
  isShared: boolean
}

type AnyCall = (this: unknown, ...args: unknown[]) => unknown

interface EmitterInternals {
  readonly _events?: Readonly<Record<string, unknown>>
}

/**
 * Finds the emitters that outlive a test and collect a listener from each.
 * The first listener of an event is not noted (nearly every emitter has one), and a stack is captured only
 * once a second scope adds to the same event: a stream of one test costs next to nothing.
 */
export class ListenerPiles<S extends object> {
  /** A pile is found by its emitter only, and ends with it. */
  readonly #piles = new WeakMap<object, Map<string, ListenerPile<S>>>()
  readonly #shared = new Set<WeakRef<object>>()
  readonly #ledger: Ledger<S>
  readonly #context: ScopeContext<S>

  constructor(ledger: Ledger<S>, context: ScopeContext<S>) {
    this.#ledger = ledger
    this.#context = context
  }

  start(): void {
    for (const name of ['on', 'addListener', 'prependListener'] as const) {
      this.#after(EventEmitter.prototype, name, hasSeveral)
    }
    this.#after(EventTarget.prototype, 'addEventListener', isSignalWithSeveral)
  }

  /** The piles of emitters that are still alive. */
  shared(): ListenerPile<S>[] {
    return [...this.#shared].flatMap((ref) => {
      const emitter = ref.deref()
      if (emitter === undefined) this.#shared.delete(ref)
      const piles = emitter && this.#piles.get(emitter)?.values()
      return piles ? [...piles].filter((pile) => pile.isShared && pile.emitter === ref) : []
    })
  }

  /** Wraps what adds listeners: it does what it did, and then what it added is noted where that may be a pile. */
  #after<T extends object>(
    target: T,
    name: keyof T,
    mayPile: (emitter: object, event: string) => boolean,
  ): void {
    const note = this.#note.bind(this)
    patch(target, name, (original) => {
      const add = original as AnyCall
      return function (this: object, ...args: unknown[]) {
        const result = add.apply(this, args)
        const [event, listener] = args
        attemptOr(undefined, () => {
          if (typeof event === 'string' && mayPile(this, event)) note(this, event, listener)
        })
        return result
      } as T[keyof T]
    })
  }

  #note(emitter: object, event: string, listener: unknown): void {
    if (
      emitter === process ||
      (typeof listener !== 'function' && typeof listener !== 'object') ||
      listener === null
    )
      return
    const pile = this.#pileOf(emitter, event)
    const { scope } = this.#context.current()
    pile.isShared ||= pile.entries.length > 0 && pile.entries.at(-1)?.scope !== scope
    if (pile.isShared) this.#shared.add(pile.emitter)
    const error = pile.isShared ? this.#ledger.captureFormatted() : null
    pile.entries.push({ scope, error, listener: new WeakRef(listener) })
  }

  #pileOf(emitter: object, event: string): ListenerPile<S> {
    const byEvent = this.#piles.get(emitter) ?? new Map<string, ListenerPile<S>>()
    this.#piles.set(emitter, byEvent)
    const pile = byEvent.get(event) ?? { emitter: new WeakRef(emitter), event, entries: [], isShared: false }
    byEvent.set(event, pile)
    if (pile.entries.length >= PRUNE_ABOVE) prune(pile, emitter)
    return pile
  }
}

/** Several listeners of one event stand in an array (lib/events.js). */
function hasSeveral(emitter: EmitterInternals, event: string): boolean {
  return typeof emitter._events?.[event] === 'object'
}

function isSignalWithSeveral(target: object, event: string): boolean {
  return target instanceof AbortSignal && getEventListeners(target, event).length > 1
}

const PRUNE_ABOVE = 64

/** A long-lived emitter whose listeners come and go must not grow our own list. */
function prune(pile: ListenerPile<object>, emitter: object): void {
  const present = new Set<unknown>(listenersOf(emitter, pile.event))
  const kept = pile.entries.filter((entry) => present.has(entry.listener.deref()))
  pile.entries.splice(0, pile.entries.length, ...kept)
}

/**
 * The listeners of one event, of an EventEmitter or an EventTarget, as they were added to it: those of `once`
 * are the wrappers that Node makes, since those are what a pile has noted.
 */
export function listenersOf(emitter: object, event: string): unknown[] {
  if (emitter instanceof EventEmitter) return EventEmitter.prototype.rawListeners.call(emitter, event)
  return emitter instanceof EventTarget ? getEventListeners(emitter, event) : []
}
