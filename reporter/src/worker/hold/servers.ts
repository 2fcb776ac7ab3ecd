import type { Server } from 'node:net'
import type { Acquisition } from '@watertight/probe/ledger'
import { resourceOf } from '@watertight/probe/ledger'
import type { Facts } from '@watertight/findings'
import type { Scope } from '../scope.ts'
import { isOf } from './is-of.ts'
import { ownerOf } from './owner.ts'
import { socketAddresses } from './sockets.ts'

/** A listening TCP server, named by its most special class. */
export function tcpServer(acquisition: Acquisition<Scope>): Facts | null {
  const handle = resourceOf(acquisition)
  if (handle === undefined) return null
  const server = ownerOf(handle) as Server | undefined
  const addresses = socketAddresses(handle)
  if (server === undefined) return { kind: 'server', protocol: 'tcp', ...addresses }
  return { kind: 'server', protocol: protocolOf(server), ...addresses, ...connectionsOf(server) }
}

/** A server on a UNIX socket or a Windows pipe. */
export function unixServer(acquisition: Acquisition<Scope>): Facts | null {
  const handle = resourceOf(acquisition)
  if (handle === undefined) return null
  const server = ownerOf(handle) as Server | undefined
  const address = server?.address()
  const path = typeof address === 'string' ? { path: address } : {}
  return {
    kind: 'unix-socket',
    protocol: 'unix',
    className: 'Server',
    ...path,
    ...(server ? connectionsOf(server) : {}),
  }
}

function protocolOf(server: Server): string {
  if (server.constructor.name.startsWith('Http2')) return 'http2'
  if (isOf(server, 'https', 'Server')) return 'https'
  if (isOf(server, 'http', 'Server')) return 'http'
  return isOf(server, 'tls', 'Server') ? 'tls' : 'tcp'
}

function connectionsOf(server: Server): Pick<Facts, 'connections'> {
  const { _connections: connections } = server as { _connections?: number }
  return typeof connections === 'number' && connections > 0 ? { connections } : {}
}
