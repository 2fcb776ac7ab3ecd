import { subscribe } from 'node:diagnostics_channel'
import { attemptOr } from '../attempt.ts'
import { builtin } from '../builtin.ts'
import type { Context, ScopeContext } from './context.ts'
import type { Ledger } from './ledger.ts'
import { patch } from './patch.ts'
import type { Stack } from './stack-capture.ts'

/** Who began a request, and with which line: its socket may be older, or a later one's. */
export interface Requester<S extends object> {
  readonly context: Context<S>
  readonly stack: Stack
}

/** A request on an undici socket. */
export interface UndiciRequest<S extends object> {
  readonly method: string
  readonly url: string
  readonly finished: boolean
  /** Whether the head of its response has arrived. */
  readonly answered: boolean
  /** Whether it opens a WebSocket, or has opened one, which has the socket from then on. */
  readonly isWebSocket: boolean
  readonly requester: Requester<S> | undefined
}

interface UndiciMessage {
  readonly request: {
    readonly method: string
    readonly origin?: string | URL
    readonly path: string
    /** The protocol to change to; `fetch` itself has `websocket` here for the sake of a `WebSocket`. */
    readonly upgrade?: unknown
  }
}

/**
 * Follows HTTP requests by diagnostics channels (Node docs, diagnostics_channel; undici docs, DiagnosticsChannel.md):
 * those of `node:http` and of every copy of undici in this thread, Node's own `fetch` included.
 */
export class Requests<S extends object> {
  readonly #bySocket = new WeakMap<object, object>()
  readonly #unfinished = new WeakSet<object>()
  readonly #answered = new WeakSet<object>()
  readonly #requesters = new WeakMap<object, Requester<S>>()

  start(ledger: Ledger<S>, context: ScopeContext<S>): void {
    const begin = (message: unknown): void => {
      const { request } = message as { readonly request: object }
      if (this.#requesters.has(request)) return
      const current = context.current()
      const { call } = current
      const stack = call?.name === 'fetch' ? call.stack : ledger.capture()
      this.#requesters.set(request, { context: current, stack })
    }
    const finish = (message: unknown): void => {
      this.#unfinished.delete((message as UndiciMessage).request)
    }
    const answer = (message: unknown): void => {
      this.#answered.add((message as UndiciMessage).request)
    }
    const send = (message: unknown): void => {
      const { request, socket } = message as UndiciMessage & { readonly socket: object }
      this.#bySocket.set(socket, request)
      this.#unfinished.add(request)
    }
    // The caller still stands on the stack; `start` comes with the end of the request, which may never come.
    if (announcesRequests(process.versions.node)) listen('http.client.request.created', begin)
    else whenAdded((request) => begin({ request }))
    listen('http.client.request.start', begin)
    listen('undici:request:create', begin)
    listen('undici:client:beforeConnect', (message) => {
      const current = context.current()
      const { connector } = message as { readonly connector?: unknown }
      if (current.call?.name === 'fetch') ledger.fetches.connecting(connector, current)
    })
    listen('undici:client:sendHeaders', send)
    listen('undici:request:headers', answer)
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
    return {
      method: request.method,
      url,
      finished: !this.#unfinished.has(request),
      answered: this.#answered.has(request),
      isWebSocket: request.upgrade === 'websocket',
      requester: this.#requesters.get(request),
    }
  }
}

/** What a subscriber throws becomes an uncaught exception of the process: a message of an unknown shape is passed over. */
function listen(channel: string, note: (message: unknown) => void): void {
  subscribe(channel, (message) => {
    attemptOr(undefined, () => note(message))
  })
}

/** Whether a Node publishes `http.client.request.created`: from 22.12 and 23.2 on. */
function announcesRequests(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 23 || (major === 23 && minor >= 2) || (major === 22 && minor >= 12)
}

interface RequestAdder {
  addRequest(this: unknown, request: object, ...args: unknown[]): unknown
}

/** The constructor of a request hands it to its agent before it returns (lib/_http_client.js). */
function whenAdded(note: (request: object) => void): void {
  patch(
    builtin('node:http').Agent.prototype as unknown as RequestAdder,
    'addRequest',
    (original) =>
      function addRequest(this: unknown, request: object, ...args: unknown[]) {
        attemptOr(undefined, () => note(request))
        return original.call(this, request, ...args)
      },
  )
}
