import type { Acquisition } from '@watertight/probe/ledger'
import { resourceOf } from '@watertight/probe/ledger'
import type { Facts, Frame, Place } from '@watertight/findings'
import type { Scope } from '../scope.ts'
import { descriptor, directory, fileHandle, tempDir } from './files.ts'
import type { Hold } from './hold.ts'
import { placeOf } from './hold.ts'
import type { Observation } from './observation.ts'
import { hasRef, ownerOf } from './owner.ts'
import { childProcess } from './processes.ts'
import { tcpServer, unixServer } from './servers.ts'
import { acceptedSocket, clientSocket, isProcessStdio, socketAddresses } from './sockets.ts'
import { timer } from './timers.ts'

type Reading = Facts | 'pending' | null
type Reader = (acquisition: Acquisition<Scope>, located: Located, observation: Observation) => Reading

/** What an acquisition still holds: a hold, `pending` when only time can tell, `null` when it is none of the user's. */
export function classify(acquisition: Acquisition<Scope>, observation: Observation): Hold | 'pending' | null {
  const located = new Located(acquisition)
  const facts = read(acquisition, located, observation)
  if (facts === null || facts === 'pending') return facts
  const { place, frames } = located.value
  const { scope, parent } = acquisition
  const owner = facts.kind === 'server-kept-open' && parent ? parent.scope : scope
  return { scope: owner, facts, place, frames, evidence: [], acquisition, ...(facts.pid === undefined ? {} : { pid: facts.pid }) }
}

/** The stack of an acquisition, formatted at most once and only when somebody asks. */
class Located {
  readonly #acquisition: Acquisition<Scope>
  #value: { place: Place | undefined; frames: readonly Frame[] } | undefined

  constructor(acquisition: Acquisition<Scope>) {
    this.#acquisition = acquisition
  }

  get value(): { place: Place | undefined; frames: readonly Frame[] } {
    const { parent, error, call } = this.#acquisition
    const origin = isServer(parent) ? parent : { error, call }
    return (this.#value ??= placeOf(origin.error, origin.call?.error ?? null))
  }

  /** Whether Node itself made it inside this module of its own. */
  isMadeBy(module: RegExp): boolean {
    return this.value.frames.some(({ file }) => module.test(file))
  }
}

function read(acquisition: Acquisition<Scope>, located: Located, observation: Observation): Reading {
  const { source } = acquisition
  switch (source.by) {
    case 'async-hooks':
      return READERS[source.type]?.(acquisition, located, observation) ?? null
    case 'open':
      return descriptor(source)
    case 'file-handle':
      return fileHandle(acquisition, source)
    case 'opendir':
      return directory(acquisition, source, observation.probe)
    case 'mkdtemp':
      return tempDir(source)
    case 'process-listener':
      return { kind: 'process-listener', name: source.event }
  }
}

const READERS: Readonly<Record<string, Reader>> = {
  TCPSERVERWRAP: tcpServer,
  PIPESERVERWRAP: unixServer,
  TCPWRAP: (acquisition, _located, observation) =>
    isServer(acquisition.parent) ? acceptedSocket(acquisition) : clientSocket(acquisition, observation),
  PIPEWRAP: pipe,
  UDPWRAP: acquisition => {
    const handle = resourceOf(acquisition)
    return handle ? { kind: 'udp-socket', protocol: 'udp4', ...socketAddresses(handle) } : null
  },
  HTTP2SESSION: http2Session,
  FSEVENTWRAP: watcher,
  STATWATCHER: watcher,
  PROCESSWRAP: (acquisition, located) => childProcess(acquisition, () => located.value.place),
  WORKER: () => ({ kind: 'worker-thread' }),
  MESSAGEPORT: messagePort,
  Timeout: (acquisition, located, { nowMs }) => timer(acquisition, () => located.value.place, nowMs),
}

function isServer(acquisition: Acquisition<Scope> | null): acquisition is Acquisition<Scope> {
  const source = acquisition?.source
  return source?.by === 'async-hooks' && /SERVERWRAP$/.test(source.type)
}

/** A UNIX socket connection. The pipes of a child belong to the child; what it leaves in them is a process. */
function pipe(acquisition: Acquisition<Scope>, located: Located): Reading {
  const handle = resourceOf(acquisition)
  if (handle === undefined || isProcessStdio(handle)) return null
  if (isServer(acquisition.parent)) return acceptedSocket(acquisition)
  const socket = ownerOf(handle) as { destroyed?: boolean } | undefined
  if (socket === undefined || socket.destroyed === true || located.isMadeBy(CHILD_PROCESS)) return null
  return { kind: 'unix-socket', protocol: 'unix' }
}

function http2Session(acquisition: Acquisition<Scope>): Reading {
  const handle = resourceOf(acquisition)
  const session = handle && (ownerOf(handle) as Http2Session | undefined)
  if (session === undefined || session.destroyed || session.type === SERVER_SESSION) return null
  const { localAddress, localPort, remoteAddress, remotePort } = session.socket ?? {}
  const addresses = Object.entries({ localAddress, localPort, remoteAddress, remotePort })
  return { kind: 'http2-session', protocol: 'http2', ...Object.fromEntries(addresses.filter(([, value]) => value !== undefined)) }
}

interface Http2Session {
  readonly destroyed: boolean
  readonly type: number
  readonly socket?: Pick<Facts, 'localAddress' | 'localPort' | 'remoteAddress' | 'remotePort'>
}

/** `http2.constants.NGHTTP2_SESSION_SERVER`. */
const SERVER_SESSION = 0

function watcher(acquisition: Acquisition<Scope>): Reading {
  const { call } = acquisition
  return call?.target === undefined ? { kind: 'watcher' } : { kind: 'watcher', path: call.target }
}

/** A port that listens. The ports of a worker belong to the worker; one that nobody listens on is collected. */
function messagePort(acquisition: Acquisition<Scope>, located: Located): Reading {
  const port = resourceOf(acquisition)
  if (port === undefined || !hasRef(port)) return null
  if (located.value.frames.some(frame => frame.function === 'new BroadcastChannel')) return { kind: 'broadcast-channel' }
  return located.isMadeBy(WORKER) ? null : { kind: 'message-port' }
}

const CHILD_PROCESS = /^node:internal\/child_process/
const WORKER = /^node:internal\/worker(?:\.js)?$/
