import { EventEmitter, getEventListeners } from 'node:events'
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

interface EmitterInternals {
  readonly _events?: Readonly<Record<string, unknown>>
}

/**
 * Finds the emitters that outlive a test and collect a listener from each.
 * The first listener of an event is not noted (nearly every emitter has one), and a stack is captured only
 * once a second scope adds to the same event: a stream of one test costs next to nothing.
 */
export class ListenerPiles<S extends object> {
  /** The only way to a pile is by its emitter: the stacks in it hold their `this`, which is the emitter again. */
  readonly #piles = new WeakMap<object, Map<string, ListenerPile<S>>>()
  readonly #shared = new Set<WeakRef<object>>()
  readonly #ledger: Ledger<S>
  readonly #context: ScopeContext<S>

  constructor(ledger: Ledger<S>, context: ScopeContext<S>) {
    this.#ledger = ledger
    this.#context = context
  }

  start(): void {
    const note = this.#note.bind(this)
    for (const name of ['on', 'addListener', 'prependListener'] as const) {
      patch(
        EventEmitter.prototype,
        name,
        (original) =>
          function (this: EventEmitter, event, listener) {
            const result = original.call(this, event, listener)
            if (
              typeof event === 'string' &&
              typeof (this as EmitterInternals)._events?.[event] === 'object'
            ) {
              note(this, event, listener)
            }
            return result
          },
      )
    }
    patch(
      EventTarget.prototype,
      'addEventListener',
      (original) =>
        function (this: EventTarget, ...args) {
          Reflect.apply(original, this, args)
          if (this instanceof AbortSignal && getEventListeners(this, args[0]).length > 1)
            note(this, args[0], args[1])
        },
    )
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
    const error = pile.isShared ? this.#ledger.capture() : null
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

const PRUNE_ABOVE = 64

/** A long-lived emitter whose listeners come and go must not grow our own list. */
function prune(pile: ListenerPile<object>, emitter: object): void {
  const present = new Set<unknown>(listenersOf(emitter, pile.event))
  const kept = pile.entries.filter((entry) => present.has(entry.listener.deref()))
  pile.entries.splice(0, pile.entries.length, ...kept)
}

/** The listeners of one event, of an EventEmitter or an EventTarget. */
export function listenersOf(emitter: object, event: string): unknown[] {
  if (emitter instanceof EventEmitter) return emitter.listeners(event)
  return emitter instanceof EventTarget ? getEventListeners(emitter, event) : []
}
