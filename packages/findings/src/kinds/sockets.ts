import { localOf, routeOf } from '../address.ts'
import { counted, isSeveral, living } from '../amount.ts'
import type { Facts } from '../finding.ts'
import { isWebSocket, serviceOf } from '../services.ts'
import { LIMITS, snippet } from '../untrusted.ts'
import { opened } from './opened.ts'
import { type KindTable, was } from './record.ts'

type SocketKind = 'socket' | 'pooled-socket' | 'http2-session' | 'response-body' | 'udp-socket' | 'pipe'

const isOpen = (facts: Facts): string => living(facts, 'is still open', 'are still open')

/** The client's end of connections, and what is left unread in them. */
export const SOCKETS: KindTable<SocketKind> = {
  socket: {
    title: 'Connection',
    plural: 'Connections',
    level: 'fail',
    subject: (facts) => connection(facts),
    acquired: was('opened'),
    lives: (facts) => (isRequest(facts) ? waits(facts) : isOpen(facts)),
    remedy: (facts) =>
      isRequest(facts)
        ? giveUp(facts)
        : isWebSocket(facts)
          ? "Close it with `ws.close()` and wait with `await once(ws, 'close')`."
          : "Destroy it with `socket.destroy()` and wait with `await once(socket, 'close')`.",
    docs: 'docs/kinds/socket.md',
  },
  'pooled-socket': {
    title: 'Pooled connection',
    plural: 'Pooled connections',
    level: 'fail',
    subject: (facts) =>
      counted(facts, 'An idle keep-alive connection', 'idle keep-alive connections', routeOf(facts)),
    acquired: was('opened'),
    lives: (facts) => living(facts, 'is still kept in its pool', 'are still kept in their pool'),
    remedy: ({ className }) =>
      className === 'undici'
        ? 'Close the dispatcher with `await agent.close()`.'
        : 'Destroy the agent with `agent.destroy()`.',
    docs: 'docs/kinds/pooled-socket.md',
  },
  'http2-session': {
    title: 'HTTP/2 session',
    plural: 'HTTP/2 sessions',
    level: 'fail',
    subject: (facts) => counted(facts, 'An HTTP/2 session', 'HTTP/2 sessions', routeOf(facts)),
    acquired: was('opened'),
    lives: isOpen,
    remedy: () => 'Close it with `await new Promise(done => session.close(done))`.',
    docs: 'docs/kinds/http2-session.md',
  },
  'response-body': {
    title: 'Unread response body',
    plural: 'Unread response bodies',
    level: 'fail',
    subject: (facts) =>
      isUnanswered(facts)
        ? counted(facts, 'A request', 'requests', facts.url && requestOf(facts))
        : counted(facts, 'A response', 'responses', facts.url && `to ${requestOf(facts)}`),
    acquired: (facts) => was(isUnanswered(facts) ? 'made' : 'requested')(facts),
    lives: (facts) =>
      isUnanswered(facts)
        ? living(facts, 'still waits for its response', 'still wait for their responses')
        : living(facts, 'has a body that is still unread', 'have bodies that are still unread'),
    remedy: (facts) =>
      isUnanswered(facts)
        ? 'Await its response, or abort it with an `AbortSignal` (`controller.abort()`).'
        : 'Read the body (`await response.text()`), or drop it with `await response.body?.cancel()`.',
    docs: 'docs/kinds/response-body.md',
  },
  'udp-socket': {
    title: 'UDP socket',
    plural: 'UDP sockets',
    level: 'fail',
    subject: (facts) => counted(facts, 'A UDP socket', 'UDP sockets'),
    acquired: was('opened'),
    lives: (facts) => {
      const local = localOf(facts)
      return local === undefined
        ? isOpen(facts)
        : living(facts, 'is still bound', 'are still bound', `to ${local}`)
    },
    remedy: () => 'Close it with `socket.close()`.',
    docs: 'docs/kinds/udp-socket.md',
  },
  pipe: opened(
    'pipe',
    'pipe',
    () => 'Destroy the streams with `stream.destroy()`, and end the process at the other end.',
  ),
}

/** A socket with a request on its way: its protocol is `http` and it has a URL. */
function isRequest({ protocol, url }: Facts): boolean {
  return protocol === 'http' && url !== undefined
}

/** A request that its maker never ended: what is open is the request itself, whatever the server answered. */
function isUnended({ className }: Facts): boolean {
  return className === 'ClientRequest'
}

/** A request of undici or `fetch` that has had no answer: it has no body yet that could be read. */
function isUnanswered({ className }: Facts): boolean {
  return className === 'Request'
}

function waits(facts: Facts): string {
  return isUnended(facts)
    ? living(facts, 'still has a request that was never ended', 'still have requests that were never ended')
    : living(facts, 'still waits for the end of its response', 'still wait for the ends of their responses')
}

function giveUp(facts: Facts): string {
  return isUnended(facts)
    ? 'End the request with `request.end()`, or give it up with `request.destroy()`.'
    : 'Read the response to its end (`response.resume()`), or give the request up with `request.destroy()`.'
}

function connection(facts: Facts): string {
  const { name, article } = serviceOf(facts) ?? TRANSPORTS[facts.protocol ?? 'tcp'] ?? TCP
  const route = routeOf(facts)
  const request = isRequest(facts) && !isSeveral(facts) ? ` for ${requestOf(facts)}` : ''
  return counted(facts, `${article} ${name} connection`, `${name} connections`, route && route + request)
}

function requestOf({ url = '' }: Facts): string {
  return snippet(url, LIMITS.url)
}

const TCP = { name: 'TCP', article: 'A' } as const
const TRANSPORTS: Readonly<Record<string, { readonly name: string; readonly article: string }>> = {
  tcp: TCP,
  tls: { name: 'TLS', article: 'A' },
  http: { name: 'HTTP', article: 'An' },
  https: { name: 'HTTPS', article: 'An' },
}
