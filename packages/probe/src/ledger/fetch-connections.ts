/**
 * Tells connections that Node's own `fetch` opens from those of a dispatcher that it was given, mostly without a look
 * at the stack: undici announces its requests and its connections, and each copy of it has a class of its own for
 * requests. Which class is Node's is learned from the first look. A context here is the object that a `fetch` runs in.
 */
export class FetchConnections {
  #ownClass: unknown = null
  #requested: Announced | null = null
  #connecting: Announced | null = null

  /** A copy of undici has made a request in this context. */
  requested(request: object, context: object): void {
    this.#requested = { requestClass: request.constructor, context }
  }

  /** A copy of undici is about to connect, for the request that it made in the same turn. */
  connecting(context: object): void {
    this.#connecting = this.#requested?.context === context ? this.#requested : null
    this.#requested = null
  }

  /** Whether Node's `fetch` itself opens the connection that is being made now; `look` tells by the stack. */
  isOwn(context: object, look: () => boolean): boolean {
    const announced = this.#connecting
    this.#connecting = null
    if (announced?.context !== context) return look()
    if (announced.requestClass === this.#ownClass) return true
    const isOwn = look()
    if (isOwn) this.#ownClass = announced.requestClass
    return isOwn
  }
}

interface Announced {
  readonly requestClass: unknown
  readonly context: object
}
