import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Acquisition, Requester, Requests } from '@watertight/probe/ledger'
import { resourceOf } from '@watertight/probe/ledger'
import type { Facts } from '@watertight/findings'
import type { Scope } from '../scope.ts'
import type { Observation } from './observation.ts'
import { ownerOf } from './owner.ts'
import { isAgentSocket, isGlobalAgentSocket, isGlobalDispatcherSocket, isUndiciSocket } from './pools.ts'

interface NameHandle {
  getsockname?: (out: object) => number
  getpeername?: (out: object) => number
}

interface Address {
  readonly address?: string
  readonly port?: number
}

/** Facts, and who is charged where that is not who opened the connection. */
export interface SocketReading {
  readonly facts: Facts
  readonly requester?: Requester<Scope> | undefined
}

/** A client TCP connection: a plain socket, an idle one of a pool, or one whose response nobody read. */
export function clientSocket(
  acquisition: Acquisition<Scope>,
  { requests }: Observation,
): SocketReading | null {
  const handle = resourceOf(acquisition)
  if (handle === undefined) return null
  const socket = ownerOf(handle) as Socket | undefined
  if (socket?.destroyed === true || isProcessStdio(handle)) return null
  return clientConnection(socket, addressFacts(handle, socket), requests)
}

/** What a client's connection is to its owner: `plain`, unless a pool or a request has it. */
export function clientConnection(
  socket: Socket | undefined,
  plain: Facts,
  requests: Requests<Scope>,
): SocketReading | null {
  const request = socket && requests.undiciRequestOn(socket)
  if (request && !request.finished) {
    const url = `${request.method} ${request.url}`
    return { facts: { ...plain, kind: 'response-body', url }, requester: request.requester }
  }
  if (socket && (request || isUndiciSocket(socket))) {
    return isGlobalDispatcherSocket(socket)
      ? null
      : { facts: { ...plain, kind: 'pooled-socket', className: 'undici' } }
  }
  return socket && isAgentSocket(socket) ? agentSocket(socket, plain, requests) : { facts: plain }
}

/** A connection that a server accepted: part of the server while that listens, what keeps it open afterwards. */
export function acceptedSocket(acquisition: Acquisition<Scope>): Facts | null {
  const handle = resourceOf(acquisition)
  if (handle === undefined || acquisition.parent?.releasedAtMs === null) return null
  const socket = ownerOf(handle) as Socket | undefined
  if (socket?.destroyed === true) return null
  return { ...addressFacts(handle, socket), kind: 'server-kept-open' }
}

/** Addresses of a TCP or UDP handle; what the handle does not tell is left out. */
export function socketAddresses(
  handle: NameHandle,
): Pick<Facts, 'localAddress' | 'localPort' | 'remoteAddress' | 'remotePort'> {
  const local = nameOf(handle, 'getsockname')
  const remote = nameOf(handle, 'getpeername')
  return {
    ...(local.address === undefined ? {} : { localAddress: local.address }),
    ...(local.port === undefined ? {} : { localPort: local.port }),
    ...(remote.address === undefined ? {} : { remoteAddress: remote.address }),
    ...(remote.port === undefined ? {} : { remotePort: remote.port }),
  }
}

/** Standard input, output and error are the process's, whoever touched them first. */
export function isProcessStdio(handle: object): boolean {
  const { fd } = handle as { fd?: unknown }
  return typeof fd === 'number' && fd >= 0 && fd <= 2
}

function addressFacts(handle: object, socket: Socket | undefined): Facts {
  const protocol = socket instanceof TLSSocket ? 'tls' : 'tcp'
  return { kind: 'socket', protocol, ...socketAddresses(handle) }
}

function agentSocket(socket: Socket, facts: Facts, requests: Requests<Scope>): SocketReading | null {
  const message = (socket as { _httpMessage?: { method?: string; path?: string } | null })._httpMessage
  if (message) {
    const url = `${message.method ?? 'GET'} ${message.path ?? '/'}`
    return { facts: { ...facts, protocol: 'http', url }, requester: requests.requesterOf(message) }
  }
  return isGlobalAgentSocket(socket)
    ? null
    : { facts: { ...facts, kind: 'pooled-socket', className: 'Agent' } }
}

function nameOf(handle: NameHandle, method: 'getsockname' | 'getpeername'): Address {
  const name: Address = {}
  try {
    handle[method]?.(name)
  } catch {
    // A handle that was closed meanwhile has no name any more.
  }
  return name
}
