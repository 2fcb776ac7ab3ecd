import { counted, countOf, isSeveral, living } from '../amount.ts'
import { localOf, remoteOf } from '../address.ts'
import type { Facts } from '../finding.ts'
import { pathSnippet } from '../untrusted.ts'
import { type KindTable, was } from './record.ts'

/** What listens for connections, or did. */
export const SERVERS: KindTable<'server' | 'server-kept-open' | 'unix-socket' | 'listening-port'> = {
  server: {
    title: 'Server',
    plural: 'Servers',
    level: 'fail',
    subject: (facts) =>
      counted(facts, `${named(facts)} server`, `${named(facts).replace(/^An? /, '')} servers`),
    acquired: was('opened'),
    lives: listens,
    remedy: ({ protocol = 'tcp' }) => SERVER_REMEDIES[protocol] ?? CLOSE_SERVER,
    docs: 'docs/kinds/server.md',
  },
  'server-kept-open': {
    title: 'Server kept open',
    plural: 'Servers kept open',
    level: 'fail',
    subject: () => 'A server',
    acquired: () => 'was opened',
    lives: (facts) => `closed, but ${peers(facts)}`,
    remedy: () =>
      'End its connections with `server.closeAllConnections()` (HTTP), or with `socket.destroy()` on each socket that it accepted.',
    docs: 'docs/kinds/server-kept-open.md',
  },
  'unix-socket': {
    title: 'UNIX socket',
    plural: 'UNIX sockets',
    level: 'fail',
    subject: (facts) =>
      isListening(facts)
        ? counted(facts, 'A UNIX socket server', 'UNIX socket servers')
        : counted(
            facts,
            'A UNIX socket connection',
            'UNIX socket connections',
            facts.path && `to ${pathSnippet(facts.path)}`,
          ),
    acquired: was('opened'),
    lives: (facts) =>
      isListening(facts) ? listens(facts) : living(facts, 'is still open', 'are still open'),
    remedy: (facts) =>
      isListening(facts)
        ? CLOSE_SERVER
        : "Destroy it with `socket.destroy()` and wait with `await once(socket, 'close')`.",
    docs: 'docs/kinds/unix-socket.md',
  },
  'listening-port': {
    title: 'Listening port',
    plural: 'Listening ports',
    level: 'fail',
    subject: (facts) => port(facts),
    acquired: was('opened'),
    lives: (facts) => living(facts, 'still accepts connections', 'still accept connections'),
    remedy: () => 'Close the server behind it; one in a worker thread ends with `await worker.terminate()`.',
    docs: 'docs/kinds/listening-port.md',
  },
}

function port(facts: Facts): string {
  const local = localOf(facts)
  return isSeveral(facts) || local === undefined
    ? counted(facts, 'A listening port', 'listening ports', local)
    : `The port ${local}`
}

const CLOSE_SERVER = 'Close it with `await new Promise(done => server.close(done))`.'

/** Node's manual advises `closeAllConnections()` after `close()`, so that no new connection slips in between. */
const CLOSE_HTTP_SERVER =
  'Close it with `await new Promise(done => { server.close(done); server.closeAllConnections() })`.'

const SERVER_REMEDIES: Readonly<Record<string, string>> = {
  http: CLOSE_HTTP_SERVER,
  https: CLOSE_HTTP_SERVER,
  http2:
    'Close the sessions with `session.close()`, then the server with `await new Promise(done => server.close(done))`.',
}

const NAMES: Readonly<Record<string, string>> = {
  tcp: 'A TCP',
  tls: 'A TLS',
  http: 'An HTTP',
  https: 'An HTTPS',
  http2: 'An HTTP/2',
}

function named({ protocol = 'tcp' }: Facts): string {
  return NAMES[protocol] ?? 'A TCP'
}

function isListening({ className }: Facts): boolean {
  return className === 'Server'
}

function listens(facts: Facts): string {
  const at = facts.path === undefined ? localOf(facts) : pathSnippet(facts.path)
  const still = living(facts, 'still listens', 'still listen', at && `on ${at}`)
  return isSeveral(facts) ? still : still + connectionsOf(facts)
}

function connectionsOf({ connections = 0 }: Facts): string {
  if (connections === 0) return ''
  return connections === 1 ? ' with 1 open connection' : ` with ${connections} open connections`
}

function peers(facts: Facts): string {
  if (isSeveral(facts)) return `${countOf(facts)} connections still keep it open`
  const peer = remoteOf(facts)
  const own = localOf(facts)
  const connection = own ? `a connection to ${own}` : 'a connection'
  return peer ? `${peer} still holds ${connection} open` : `${connection} still keeps it open`
}
