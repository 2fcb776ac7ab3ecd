import { attemptOr } from '../attempt.ts'
import type { KeptSite } from './kept-site.ts'
import { SiteKeeper } from './site-keeper.ts'
import type { CallSite } from './site-keeper.ts'
import { stackOf } from './stack.ts'

/** A stack whose text is made when somebody asks for it; an `Error` is one too. */
export interface Stack {
  readonly stack?: unknown
}

type Prepare = (error: Error, sites: readonly unknown[]) => unknown

/** A function on the stack: it, and what it called, are left out. */
export type Callee = (...args: never[]) => unknown

/** Enough to reach the user through a client and its pool: undici alone puts twenty frames in between. */
export const STACK_FRAMES = 32
/** The user's line, the test's and the runner's behind them. */
const NEAR_FRAMES = 8
const [LIMIT, PREPARE] = ['stackTraceLimit', 'prepareStackTrace'] as const
/**
 * Takes stacks apart as they are captured. Until an error's stack is formatted, V8 holds every `this` and function
 * on it, the resource included; formatting it at once costs three times as much as taking from it what a place needs.
 */
export class StackCapture {
  #errorClass: ErrorConstructor = Error
  /** As the realm had it when we came. */
  #captureInto = Error.captureStackTrace
  /** Makes objects of the realm: an object's stack is formatted by the realm that it was made in. */
  #holder: ObjectConstructor = Object
  readonly #keeper = new SiteKeeper()

  /** The `Error` of the realm that user code runs in: its formatter is the one that knows the source maps. */
  get errorClass(): ErrorConstructor {
    return this.#errorClass
  }

  set errorClass(errorClass: ErrorConstructor) {
    // What a test has put in place of its functions since is not ours to call.
    if (errorClass === this.#errorClass) return
    this.#errorClass = errorClass
    this.#captureInto = errorClass.captureStackTrace
    this.#holder = (Object.getPrototypeOf(errorClass.prototype) as object).constructor as ObjectConstructor
  }

  /**
   * The stack of whoever called `callee`, of at most so many frames. Few of them reach the runner where a test opens
   * something itself, and cost a third of what all of them would.
   */
  capture(frames: number = STACK_FRAMES, callee: Callee = this.capture): Stack {
    // A little more than the near ones is not worth two looks.
    if (frames >= 2 * NEAR_FRAMES) {
      const near = this.#take(NEAR_FRAMES, callee)
      if (near instanceof Sites && this.#isWhole(near)) return this.#keep(near)
    }
    const taken = this.#take(frames, callee)
    if (!(taken instanceof Sites)) return { stack: typeof taken === 'string' ? taken : '' }
    // So V8 answers when the callee is not on the stack.
    return taken.sites.length === 0 && callee !== this.capture ? this.capture(frames) : this.#keep(taken)
  }

  /** The file of whoever opens the connection that `callee` is told of, if that stands near enough. */
  callerOfNet(callee: Callee): string | null {
    const taken = this.#take(NEAR_FRAMES, callee)
    return taken instanceof Sites ? this.#keeper.callerOfNet(taken.sites) : null
  }

  #isWhole({ sites }: Sites): boolean {
    if (sites.length === 0) return false
    return sites.length < NEAR_FRAMES || this.#keeper.reachesRunner(sites)
  }

  #keep({ sites }: Sites): Stack {
    return new TakenStack(this.#keeper.keep(sites), this)
  }

  /** Where `Error` is frozen, its own limit and its own formatter hold. */
  #take(frames: number, callee: Callee): unknown {
    const errorClass = this.#errorClass
    const [limit, prepare] = [ownValue(errorClass, LIMIT), ownValue(errorClass, PREPARE)]
    Reflect.set(errorClass, LIMIT, frames)
    Reflect.set(errorClass, PREPARE, toSites)
    let stack: unknown
    try {
      stack = this.#captureStack(callee) ?? new errorClass().stack
    } catch {
      // A frozen `Error` with a formatter that throws.
    }
    restore(errorClass, LIMIT, limit)
    restore(errorClass, PREPARE, prepare)
    return stack
  }

  /** Nothing where the realm had no such function, or one that does nothing, when we came. */
  #captureStack(callee: Callee): unknown {
    const holder = new this.#holder() as { readonly stack?: unknown }
    attemptOr(undefined, () => this.#captureInto(holder, callee))
    return holder.stack
  }
}

/** The formatter that is asked is that of the moment: what Vite or a library installed to map sources. */
class TakenStack implements Stack {
  #sites: readonly KeptSite[]
  #text: string | null = null
  readonly #capture: StackCapture

  constructor(sites: readonly KeptSite[], capture: StackCapture) {
    this.#sites = sites
    this.#capture = capture
  }

  get stack(): string {
    this.#text ??= format(this.#sites, this.#capture.errorClass)
    this.#sites = []
    return this.#text
  }
}

/** Tells what our formatter answers from what a user's does. */
class Sites {
  readonly sites: readonly CallSite[]

  constructor(sites: readonly CallSite[]) {
    this.sites = sites
  }
}

function toSites(_error: Error, sites: readonly unknown[]): Sites {
  return new Sites(sites as readonly CallSite[])
}

function ownValue(target: object, name: string): { readonly value: unknown } | null {
  return Object.hasOwn(target, name) ? { value: Reflect.get(target, name) as unknown } : null
}

function restore(target: object, name: string, own: { readonly value: unknown } | null): void {
  if (own) Reflect.set(target, name, own.value)
  else Reflect.deleteProperty(target, name)
}

/** A realm without a formatter of its own is served by the main one's (Node, lib/internal/errors.js). */
function format(sites: readonly KeptSite[], errorClass: ErrorConstructor): string {
  for (const realm of [errorClass, Error]) {
    const prepare = realm[PREPARE] as Prepare | undefined
    if (typeof prepare !== 'function') continue
    const stack: unknown = attemptOr('', () => prepare.call(realm, new errorClass(), sites))
    const text = stackOf({ stack })
    if (text !== '') return text
  }
  return ['Error', ...sites.map((site) => `    at ${site.toString()}`)].join('\n')
}
