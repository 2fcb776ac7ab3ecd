import { EventEmitter, getEventListeners } from 'node:events'
import type { ScopeContext } from './context.ts'
import type { Ledger } from './ledger.ts'
import { patch } from './patch.ts'
import type { Stack } from './stack-capture.ts'

export interface PiledListener<S extends object> {
  readonly scope: S
  /** `null` for the first one seen: whether the emitter is shared was not known yet. */
  readonly stack: Stack | null
  readonly listener: WeakRef<object>
}

/** The listeners of one event of an emitter that more than one scope adds to. */
export interface ListenerPile<S extends object> {
  readonly emitter: WeakRef<object>
  readonly event: string
  readonly entries: PiledListener<S>[]
}

type AnyCall = (this: unknown, ...args: unknown[]) => unknown

interface EmitterInternals {
  readonly _events?: Readonly<Record<string, unknown>>
}

/**
 * Finds the emitters that outlive a test and collect a listener from each.
 * The first listener of an event is not noted (nearly every emitter has one), and of an emitter with more only the
 * scope, until a second scope adds to it: a stream of one test costs next to nothing.
 */
export class ListenerPiles<S extends object> {
  /** The scope that first added a second listener. */
  readonly #owners = new WeakMap<object, S>()
  /** The piles of shared emitters: they are found by their emitter only, and end with it. */
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
      return piles ? [...piles].filter((pile) => pile.emitter === ref) : []
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
        // Not taken apart by a pattern: what is only read by index is not made into an array.
        const event = args[0]
        try {
          if (typeof event === 'string' && mayPile(this, event)) note(this, event, args[1])
        } catch {
          // What the user makes of an emitter is not ours to judge: it has its listener.
        }
        return result
      } as T[keyof T]
    })
  }

  #note(emitter: object, event: string, listener: unknown): void {
    if (emitter === process || !isObject(listener)) return
    const { scope } = this.#context.current()
    const owner = this.#owners.get(emitter)
    if (owner === undefined) this.#owners.set(emitter, scope)
    else if (owner !== scope || this.#piles.has(emitter)) this.#pile(emitter, event, listener, owner, scope)
  }

  #pile(emitter: object, event: string, listener: object, owner: S, scope: S): void {
    const byEvent = this.#piles.get(emitter) ?? new Map<string, ListenerPile<S>>()
    this.#piles.set(emitter, byEvent)
    const pile = byEvent.get(event) ?? {
      emitter: new WeakRef(emitter),
      event,
      entries: earlierEntries(emitter, event, listener, owner),
    }
    byEvent.set(event, pile)
    this.#shared.add(pile.emitter)
    if (pile.entries.length >= PRUNE_ABOVE) prune(pile, emitter)
    pile.entries.push({ scope, stack: this.#ledger.capture(), listener: new WeakRef(listener) })
  }
}

/** Until the emitter was shared, all but the first listener of an event were its owner's. */
function earlierEntries<S extends object>(
  emitter: object,
  event: string,
  newest: object,
  owner: S,
): PiledListener<S>[] {
  const earlier = listenersOf(emitter, event).filter((listener) => listener !== newest)
  return earlier
    .slice(1)
    .filter(isObject)
    .map((listener) => ({ scope: owner, stack: null, listener: new WeakRef(listener) }))
}

function isObject(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null)
}

/** Several listeners of one event stand in an array (lib/events.js). */
function hasSeveral(emitter: EmitterInternals, event: string): boolean {
  return typeof emitter._events?.[event] === 'object'
}

/** A runner gives each test a signal, with one listener: where Node keeps its count, no list of them is made. */
function isSignalWithSeveral(target: object, event: string): boolean {
  if (EVENTS !== undefined && (target as Listened)[EVENTS]?.get(event)?.size === 1) return false
  return target instanceof AbortSignal && getEventListeners(target, event).length > 1
}

/** Where an EventTarget keeps its listeners (lib/internal/event_target.js). */
const EVENTS = Object.getOwnPropertySymbols(new EventTarget()).find(
  ({ description }) => description === 'kEvents',
)

type Listened = Readonly<Record<symbol, ReadonlyMap<string, { readonly size: number }> | undefined>>

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
