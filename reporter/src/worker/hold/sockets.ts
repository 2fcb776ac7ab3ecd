import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Acquisition } from '@watertight/probe/ledger'
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

/** A client TCP connection: a plain socket, an idle one of a pool, or one whose response nobody read. */
export function clientSocket(acquisition: Acquisition<Scope>, { requests }: Observation): Facts | null {
  const handle = resourceOf(acquisition)
  if (handle === undefined) return null
  const socket = ownerOf(handle) as Socket | undefined
  if (socket?.destroyed === true || isProcessStdio(handle)) return null
  const facts = addressFacts(handle, socket)
  const request = socket && requests.on(socket)
  if (request && !request.finished) return { ...facts, kind: 'response-body', url: `${request.method} ${request.url}` }
  if (socket && (request || isUndiciSocket(socket))) {
    return isGlobalDispatcherSocket(socket) ? null : { ...facts, kind: 'pooled-socket', className: 'undici' }
  }
  return socket && isAgentSocket(socket) ? agentSocket(socket, facts) : facts
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
export function socketAddresses(handle: NameHandle): Pick<Facts, 'localAddress' | 'localPort' | 'remoteAddress' | 'remotePort'> {
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

function agentSocket(socket: Socket, facts: Facts): Facts | null {
  const message = (socket as { _httpMessage?: { method?: string; path?: string } | null })._httpMessage
  if (message) return { ...facts, protocol: 'http', url: `${message.method ?? 'GET'} ${message.path ?? '/'}` }
  if (isGlobalAgentSocket(socket)) return null
  return { ...facts, kind: 'pooled-socket', className: 'Agent' }
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
