import { subscribe } from 'node:diagnostics_channel'

/** A request on an undici socket, as its diagnostics channels tell (undici docs, DiagnosticsChannel.md). */
export interface UndiciRequest {
  readonly method: string
  readonly url: string
  readonly finished: boolean
}

interface RequestMessage {
  readonly request: { readonly method: string; readonly origin?: string | URL; readonly path: string }
}

/** Follows the requests of every copy of undici in this thread, Node's own `fetch` included. */
export class UndiciRequests {
  readonly #bySocket = new WeakMap<object, object>()
  readonly #unfinished = new WeakSet<object>()

  start(): void {
    subscribe('undici:client:sendHeaders', message => {
      const { request, socket } = message as RequestMessage & { readonly socket: object }
      this.#bySocket.set(socket, request)
      this.#unfinished.add(request)
    })
    const finish = (message: unknown): void => {
      this.#unfinished.delete((message as RequestMessage).request)
    }
    subscribe('undici:request:trailers', finish)
    subscribe('undici:request:error', finish)
  }

  /** The last request that was sent on this socket, if undici sent one. */
  on(socket: object): UndiciRequest | undefined {
    const request = this.#bySocket.get(socket) as RequestMessage['request'] | undefined
    if (request === undefined) return undefined
    const url = `${String(request.origin ?? '')}${request.path}`
    return { method: request.method, url, finished: !this.#unfinished.has(request) }
  }
}
