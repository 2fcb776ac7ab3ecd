import { subscribe } from 'node:diagnostics_channel'
import { attemptOr } from '../attempt.ts'
import type { Context, ScopeContext } from './context.ts'
import type { Ledger } from './ledger.ts'

/** Who began a request, and with which line: its socket may be older, or a later one's. */
export interface Requester<S extends object> {
  readonly context: Context<S>
  readonly error: Error
}

/** A request on an undici socket. */
export interface UndiciRequest<S extends object> {
  readonly method: string
  readonly url: string
  readonly finished: boolean
  readonly requester: Requester<S> | undefined
}

interface UndiciMessage {
  readonly request: { readonly method: string; readonly origin?: string | URL; readonly path: string }
}

/**
 * Follows HTTP requests by diagnostics channels (Node docs, diagnostics_channel; undici docs, DiagnosticsChannel.md):
 * those of `node:http` and of every copy of undici in this thread, Node's own `fetch` included.
 */
export class Requests<S extends object> {
  readonly #bySocket = new WeakMap<object, object>()
  readonly #unfinished = new WeakSet<object>()
  readonly #requesters = new WeakMap<object, Requester<S>>()

  start(ledger: Ledger<S>, context: ScopeContext<S>): void {
    const begin = (message: unknown): void => {
      const { request } = message as { readonly request: object }
      if (!this.#requesters.has(request))
        this.#requesters.set(request, { context: context.current(), error: ledger.captureFormatted() })
    }
    const finish = (message: unknown): void => {
      this.#unfinished.delete((message as UndiciMessage).request)
    }
    const send = (message: unknown): void => {
      const { request, socket } = message as UndiciMessage & { readonly socket: object }
      this.#bySocket.set(socket, request)
      this.#unfinished.add(request)
    }
    // Node ≥ 22.12, where the caller still stands on the stack; `start` comes once there is a socket.
    listen('http.client.request.created', begin)
    listen('http.client.request.start', begin)
    listen('undici:request:create', begin)
    listen('undici:client:sendHeaders', send)
    listen('undici:request:trailers', finish)
    listen('undici:request:error', finish)
  }

  /** Who began a `node:http` request. */
  requesterOf(request: object): Requester<S> | undefined {
    return this.#requesters.get(request)
  }

  /** The last request that was sent on this socket, if undici sent one. */
  undiciRequestOn(socket: object): UndiciRequest<S> | undefined {
    const request = this.#bySocket.get(socket) as UndiciMessage['request'] | undefined
    if (request === undefined) return undefined
    const url = `${String(request.origin ?? '')}${request.path}`
    const finished = !this.#unfinished.has(request)
    return { method: request.method, url, finished, requester: this.#requesters.get(request) }
  }
}

/** What a subscriber throws becomes an uncaught exception of the process: a message of an unknown shape is passed over. */
function listen(channel: string, note: (message: unknown) => void): void {
  subscribe(channel, (message) => {
    attemptOr(undefined, () => note(message))
  })
}
