type Connector = (...args: never[]) => unknown

interface Announced {
  readonly connector: WeakRef<Connector>
  readonly context: object
}

/** What builds connections is the same code for Node's `fetch`, its proxies excepted: these are few. */
const MOST_SOURCES = 8

/**
 * Tells connections that Node's own `fetch` opens from those of a dispatcher or a function that it was given, mostly
 * without a look at the stack. undici announces each connection, together with the function that is to make it, and no
 * copy of undici has the very source of Node's. That is learned by looks. A context is the object that a `fetch` runs in.
 */
export class FetchConnections {
  readonly #ownSources = new Set<string>()
  #announced: Announced | null = null

  /** A copy of undici is about to have this function connect. */
  connecting(connector: unknown, context: object): void {
    this.#announced =
      typeof connector === 'function' ? { connector: new WeakRef(connector as Connector), context } : null
  }

  /** Whether Node's `fetch` itself opens the connection that is being made now; `look` tells by the stack. */
  isOwn(context: object, look: () => boolean): boolean {
    const source = this.#takeSource(context)
    if (source === null) return look()
    if (this.#ownSources.has(source)) return true
    const isOwn = look()
    if (isOwn && this.#ownSources.size < MOST_SOURCES) this.#ownSources.add(source)
    return isOwn
  }

  /** Something else was opened: what was announced is not a connection, or not any more. */
  forget(): void {
    this.#announced = null
  }

  #takeSource(context: object): string | null {
    const announced = this.#announced
    this.#announced = null
    const connector = announced?.context === context ? announced.connector.deref() : undefined
    return connector === undefined ? null : sourceOf.call(connector)
  }
}

/** Captured before anybody can put another in its place. */
const sourceOf = Function.prototype.toString
