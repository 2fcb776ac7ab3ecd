import type { Socket } from 'node:net'
import { symbolValues } from './pools.ts'

/** What Node keeps of the connections of an HTTP server (lib/_http_server.js): a parser for each. */
interface ConnectionsList {
  idle?: () => readonly { readonly socket?: Socket | null }[]
}

/** The socket that a TLS server reads from wraps the one that it accepted. */
interface WrappingSocket {
  readonly _parent?: unknown
  readonly _httpMessage?: unknown
}

const CONNECTIONS: ReadonlySet<string | undefined> = new Set(['http.server.connections'])

/** Node's own is 5 s. A server that keeps what is idle for longer than this is kept open by it. */
const LONGEST_KEEP_ALIVE_MS = 15_000

interface HttpServer {
  readonly keepAliveTimeout?: number
  listenerCount(event: string): number
}

/**
 * The connections of HTTP servers that are between two requests, as `closeIdleConnections()` would find them: Node ends
 * them by itself after the server's `keepAliveTimeout`. One that has not sent a request yet is none of them. Those of a
 * server are listed once, when somebody asks.
 */
export class IdleConnections {
  readonly #byServer = new Map<object, ReadonlySet<unknown>>()

  /** Whether an accepted socket is one of them, or the one beneath it. */
  has(accepted: Socket): boolean {
    const { server } = accepted as { server?: HttpServer }
    if (server === undefined) return false
    const known = this.#byServer.get(server) ?? new Set(endsIdle(server) ? idleSocketsOf(server) : [])
    this.#byServer.set(server, known)
    return known.has(accepted)
  }
}

/** A server that listens for `timeout` is asked to end its connections itself (lib/_http_server.js, socketOnTimeout). */
function endsIdle(server: HttpServer): boolean {
  const { keepAliveTimeout = 0 } = server
  return (
    keepAliveTimeout > 0 && keepAliveTimeout <= LONGEST_KEEP_ALIVE_MS && server.listenerCount('timeout') === 0
  )
}

function idleSocketsOf(server: object): unknown[] {
  const [connections] = symbolValues(server, CONNECTIONS) as ConnectionsList[]
  return (connections?.idle?.() ?? []).flatMap(({ socket }) => {
    const { _parent: parent, _httpMessage: response } = (socket ?? {}) as WrappingSocket
    return response ? [] : [socket, parent]
  })
}
