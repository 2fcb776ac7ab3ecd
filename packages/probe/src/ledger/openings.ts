import type net from 'node:net'
import { monotonicMs } from './clock.ts'

interface Opening<S extends object> {
  readonly server: WeakRef<net.Server>
  readonly scope: S
  readonly atMs: number
}

/** A host's name is resolved within this, or its server is not waited for: names of the loopback take few milliseconds. */
const LONGEST_MS = 100
/** More of them at once are no test's servers. */
const KEPT = 64

/** Servers that were told to listen and have no handle yet: `server.listen(port, host)` resolves the host first. */
export class Openings<S extends object> {
  #openings: Opening<S>[] = []

  /** Notes a server after its `listen` has returned. */
  began(server: net.Server, scope: S): void {
    if (hasHandle(server)) return
    if (this.#openings.length === KEPT) this.#openings.shift()
    this.#openings.push({ server: new WeakRef(server), scope, atMs: monotonicMs() })
  }

  /** The scopes of those that may still open: nobody knows yet whether they will. */
  pending(nowMs = monotonicMs()): S[] {
    this.#openings = this.#openings.filter(({ server, atMs }) => {
      const opening = server.deref()
      return opening !== undefined && !hasHandle(opening) && nowMs - atMs < LONGEST_MS
    })
    return this.#openings.map(({ scope }) => scope)
  }
}

/** `_handle` is `null` until a server has bound its socket (lib/net.js). */
function hasHandle(server: net.Server): boolean {
  const { _handle: handle } = server as unknown as { readonly _handle?: object | null }
  return handle !== null
}
