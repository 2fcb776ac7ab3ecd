import { attemptOr } from '../attempt.ts'
import type { ScopeContext } from './context.ts'

/** Answers the object that it is given: what a constructor answers gets the private fields of a class that extends it. */
function Adopted(object: object): object {
  return object
}

/** What Node notes in a promise, out of sight: no key of it is seen, listed, compared or printed. */
class Marks extends (Adopted as unknown as new (object: object) => object) {
  #asyncId: unknown = undefined
  #triggerId: unknown = undefined
  #context: unknown = undefined

  static #in(object: object): Marks {
    return #asyncId in object ? object : new Marks(object)
  }

  /** An accessor for each, written out: a shared one costs a third more for every `await`. */
  static readonly accessors: readonly Accessor[] = [
    {
      get() {
        return #asyncId in this ? this.#asyncId : undefined
      },
      set(value) {
        Marks.#in(this).#asyncId = value
      },
    },
    {
      get() {
        return #asyncId in this ? this.#triggerId : undefined
      },
      set(value) {
        Marks.#in(this).#triggerId = value
      },
    },
    {
      get() {
        return #asyncId in this ? this.#context : undefined
      },
      set(value) {
        Marks.#in(this).#context = value
      },
    },
  ]
}

interface Accessor {
  get(this: object): unknown
  set(this: object, value: unknown): void
}

/**
 * On Node 20 and 22 the hooks that attribution rests on write properties into every promise, which anybody sees:
 * `toEqual` tells two promises apart, a snapshot of one changes. Their keys are taken over by the prototype, which
 * keeps what they hold in private fields. Node 24 writes none.
 */
export class PromiseMarks {
  readonly #keys: readonly (symbol | undefined)[]

  /** Hooks and context must be in use already. */
  constructor(context: ScopeContext<object>) {
    this.#keys = keysOf(context)
  }

  /** Hides them in the promises of a realm; a prototype that is frozen stays as it is. */
  hideIn(prototype: object): void {
    for (const [index, key] of this.#keys.entries()) {
      const accessor = Marks.accessors[index]
      if (key === undefined || accessor === undefined) continue
      attemptOr(undefined, () => Object.defineProperty(prototype, key, { configurable: true, ...accessor }))
    }
  }
}

/** There is one field for a context, and so for one instance. */
let hidden: ScopeContext<object> | null = null

/** The keys in the order of the accessors, those that this Node writes. */
function keysOf(context: ScopeContext<object>): (symbol | undefined)[] {
  hidden ??= context
  const given = { ...context.current() }
  const promise = context.runIn(given, () => new Promise(() => undefined))
  const keys = Object.getOwnPropertySymbols(promise)
  return [
    keys.find(({ description }) => description === 'async_id_symbol'),
    keys.find(({ description }) => description === 'trigger_async_id_symbol'),
    // Other storages have keys of the same name.
    hidden === context ? keys.find((key) => Reflect.get(promise, key) === given) : undefined,
  ]
}
