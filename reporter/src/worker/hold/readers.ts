import { resourceOf } from '@watertight/probe/ledger'
import type { Acquisition } from '@watertight/probe/ledger'
import type { Facts } from '@watertight/findings'
import type { Scope } from '../scope.ts'
import { descriptor, directory, fileHandle, tempDir } from './files.ts'
import type { Located } from './located.ts'
import { isServer } from './located.ts'
import type { Observation } from './observation.ts'
import { hasRef, ownerOf } from './owner.ts'
import { pipe } from './pipes.ts'
import { isUndiciSession } from './pools.ts'
import { childProcess } from './processes.ts'
import { tcpServer, unixServer } from './servers.ts'
import { acceptedSocket, clientSocket, socketAddresses } from './sockets.ts'
import type { SocketReading } from './sockets.ts'
import { timer } from './timers.ts'

/** What an acquisition still holds; `pending` when only time can tell, `null` when it is none of the user's. */
export type Reading = Facts | SocketReading | 'pending' | null

type Reader = (acquisition: Acquisition<Scope>, located: Located, observation: Observation) => Reading

/** Reads one acquisition by the mechanism that recorded it. */
export function read(acquisition: Acquisition<Scope>, located: Located, observation: Observation): Reading {
  const { source } = acquisition
  switch (source.by) {
    case 'async-hooks':
      return READERS[source.type]?.(acquisition, located, observation) ?? null
    case 'open':
      return descriptor(source)
    case 'file-handle':
      return fileHandle(acquisition, source)
    case 'opendir':
      return directory(acquisition, source)
    case 'mkdtemp':
      return tempDir(source)
    case 'process-listener':
      return processListener(source, located)
  }
}

const READERS: Readonly<Record<string, Reader>> = {
  TCPSERVERWRAP: tcpServer,
  PIPESERVERWRAP: unixServer,
  TCPWRAP: (acquisition, _located, observation) =>
    isServer(acquisition.parent)
      ? acceptedSocket(acquisition, observation)
      : clientSocket(acquisition, observation),
  PIPEWRAP: pipe,
  UDPWRAP: udpSocket,
  HTTP2SESSION: http2Session,
  FSEVENTWRAP: watcher,
  STATWATCHER: watcher,
  PROCESSWRAP: (acquisition, located) => childProcess(acquisition, () => located.place),
  WORKER: workerThread,
  MESSAGEPORT: messagePort,
  Timeout: (acquisition, located, { nowMs }) => timer(acquisition, located, nowMs),
}

/** What a library or Node installs for itself, once, is theirs: its first user could not remove it. */
function processListener({ event, listener }: ProcessListener, located: Located): Reading {
  const { place } = located
  if (place === undefined || place.via !== undefined || located.isMadeByKit || located.isAddedByNode)
    return null
  const present = process
    .rawListeners(event)
    .flatMap((one) => [one, (one as { listener?: unknown }).listener])
  return present.includes(listener) ? { kind: 'process-listener', name: event } : null
}

type ProcessListener = Extract<Acquisition<Scope>['source'], { readonly by: 'process-listener' }>

/**
 * A worker, unless a library keeps it for itself without holding the process (a transport, a synchronous bridge), or
 * Node does: the one thread that `module.register` starts for all hooks.
 */
function workerThread(acquisition: Acquisition<Scope>, located: Located): Reading {
  const handle = resourceOf(acquisition)
  if (handle === undefined || located.isStartedByNode) return null
  const { place } = located
  const isLibrarys = place === undefined || place.via !== undefined
  return isLibrarys && !hasRef(handle) ? null : { kind: 'worker-thread' }
}

function udpSocket(acquisition: Acquisition<Scope>): Reading {
  const handle = resourceOf(acquisition)
  return handle ? { kind: 'udp-socket', protocol: 'udp4', ...socketAddresses(handle) } : null
}

/** A session, unless undici opened it: the socket beneath it knows of which pool it is, and is told instead. */
function http2Session(acquisition: Acquisition<Scope>): Reading {
  const handle = resourceOf(acquisition)
  const session = handle && (ownerOf(handle) as Http2Session | undefined)
  if (session === undefined || session.destroyed || session.type === SERVER_SESSION) return null
  if (isUndiciSession(session)) return null
  const { localAddress, localPort, remoteAddress, remotePort } = session.socket ?? {}
  const addresses = Object.entries({ localAddress, localPort, remoteAddress, remotePort })
  const known = addresses.filter(([, value]) => value !== undefined)
  return { kind: 'http2-session', protocol: 'http2', ...Object.fromEntries(known) }
}

interface Http2Session {
  readonly destroyed: boolean
  readonly type: number
  readonly socket?: Pick<Facts, 'localAddress' | 'localPort' | 'remoteAddress' | 'remotePort'>
}

/** `http2.constants.NGHTTP2_SESSION_SERVER`: the server's end is part of the server. */
const SERVER_SESSION = 0

function watcher({ call }: Acquisition<Scope>): Reading {
  return call?.target === undefined ? { kind: 'watcher' } : { kind: 'watcher', path: call.target }
}

/** A port that listens. The ports of a worker belong to the worker; one that nobody listens on is collected. */
function messagePort(acquisition: Acquisition<Scope>, located: Located): Reading {
  const port = resourceOf(acquisition)
  if (port === undefined || !hasRef(port)) return null
  if (located.value.frames.some((frame) => frame.function === 'new BroadcastChannel'))
    return { kind: 'broadcast-channel' }
  return located.isMadeBy(WORKER_MODULE) ? null : { kind: 'message-port' }
}

const WORKER_MODULE = /^node:internal\/worker(?:\.js)?$/
