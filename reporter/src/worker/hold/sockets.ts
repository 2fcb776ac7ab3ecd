import type { Socket } from 'node:net'
import type { Acquisition, Requester, Requests, UndiciRequest } from '@watertight/probe/ledger'
import { resourceOf } from '@watertight/probe/ledger'
import type { Facts } from '@watertight/findings'
import type { Scope } from '../scope.ts'
import { connectionBetween } from './connection.ts'
import { isOf } from './is-of.ts'
import type { Observation } from './observation.ts'
import { ownerOf } from './owner.ts'
import { globalAgentStandIn, isAgentSocket, isGlobalAgentSocket, isUndiciSocket } from './pools.ts'

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
  observation: Observation,
): SocketReading | null {
  const handle = resourceOf(acquisition)
  if (handle === undefined) return null
  const socket = ownerOf(handle) as Socket | undefined
  if (socket?.destroyed === true || isProcessStdio(handle) || isUnconnected(handle, socket)) return null
  const plain = addressFacts(handle, socket)
  const reading = clientConnection(socket, plain, observation)
  const connection = connectionBetween(plain.localPort, plain.remotePort)
  if (reading === null && connection !== undefined) observation.spared.add(connection)
  return reading
}

/** What a client's connection is to its owner: `plain`, unless a pool or a request has it. */
export function clientConnection(
  socket: Socket | undefined,
  plain: Facts,
  { requests, globalClients }: Observation,
): SocketReading | null {
  const request = socket && requests.undiciRequestOn(socket)
  if (request && (request.isWebSocket || !request.finished)) {
    return { facts: { ...plain, ...undiciFacts(request) }, requester: request.requester }
  }
  if (socket && (request || isUndiciSocket(socket))) {
    return globalClients.own(socket)
      ? null
      : { facts: { ...plain, kind: 'pooled-socket', className: 'undici' } }
  }
  const pooled = socket && (isAgentSocket(socket) ? socket : globalAgentStandIn(socket))
  return pooled ? agentSocket(pooled, plain, requests) : { facts: plain }
}

/** Once undici has handed a socket to a WebSocket, nothing but that ends it, and no body is left to be read. */
function undiciFacts({ method, url: target, answered, isWebSocket }: UndiciRequest<Scope>): Facts {
  const url = `${method} ${target}`
  if (isWebSocket) return { kind: 'socket', className: 'WebSocket', url }
  return answered ? { kind: 'response-body', url } : { kind: 'response-body', className: 'Request', url }
}

/** A connection that a server accepted: part of the server while that listens, what keeps it open afterwards. */
export function acceptedSocket(acquisition: Acquisition<Scope>, { idle }: Observation): Facts | null {
  const handle = resourceOf(acquisition)
  if (handle === undefined || acquisition.parent?.releasedAtMs === null) return null
  const socket = ownerOf(handle) as Socket | undefined
  if (socket?.destroyed === true || (socket && idle.has(socket))) return null
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

/** A handle that was made and never connected is no connection. On Windows no handle of a socket has a descriptor. */
function isUnconnected(handle: object, socket: Socket | undefined): boolean {
  const { fd } = handle as { fd?: unknown }
  const isOpen = typeof fd !== 'number' || fd >= 0 || process.platform === 'win32'
  return !isOpen && socket?.connecting !== true
}

function addressFacts(handle: object, socket: Socket | undefined): Facts {
  const protocol = socket && isOf(socket, 'tls', 'TLSSocket') ? 'tls' : 'tcp'
  return { kind: 'socket', protocol, ...socketAddresses(handle) }
}

/** A request of `node:http`, or a response of its server, that has the socket to itself. */
interface HttpMessage {
  readonly method?: string
  readonly path?: string
  readonly writableEnded?: boolean
}

function messageOn(socket: Socket): HttpMessage | null | undefined {
  return (socket as { _httpMessage?: HttpMessage | null })._httpMessage
}

function agentSocket(socket: Socket, facts: Facts, requests: Requests<Scope>): SocketReading | null {
  const message = messageOn(socket)
  if (message) {
    const url = `${message.method ?? 'GET'} ${message.path ?? '/'}`
    const unended = message.writableEnded === false ? { className: 'ClientRequest' } : {}
    return {
      facts: { ...facts, protocol: 'http', url, ...unended },
      requester: requests.requesterOf(message),
    }
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
