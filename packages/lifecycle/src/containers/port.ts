import { connect } from 'node:net'
import { remoteHost } from './engine/address.ts'
import type { ContainerDetails } from './engine/answers.ts'
import type { Engine } from './engine/engine.ts'

/** A port inside a container: a number for TCP. */
export type ContainerPort = number | `${number}/udp`

/** Host ports by container port. */
export type PublishedPorts = ReadonlyMap<ContainerPort, number>

/** The host at which the ports of an engine's containers are reached. */
export function publishedHost(engine: Engine): string {
  return remoteHost(engine.address) ?? '127.0.0.1'
}

/**
 * The part of `ContainerCreate` that publishes ports at free ones of the host: on the loopback only, unless the
 * engine runs on another machine.
 */
export function formatPorts(ports: readonly ContainerPort[], engine: Engine): PortFields {
  const keys = ports.map(portKey)
  const HostIp = remoteHost(engine.address) === null ? '127.0.0.1' : ''
  return {
    ExposedPorts: Object.fromEntries(keys.map((key) => [key, {}])),
    PortBindings: Object.fromEntries(keys.map((key) => [key, [{ HostIp, HostPort: '' }]])),
  }
}

/** The ports of a container that runs; those of a container in the host's network are the host's. */
export function readPorts(details: ContainerDetails, wanted: readonly ContainerPort[]): PublishedPorts {
  if (details.networkMode === 'host') return new Map(wanted.map((port) => [port, parseInt(String(port), 10)]))
  return new Map([...details.publishedPorts].map(([key, port]) => [parsePortKey(key), port]))
}

/**
 * Whether something accepts a connection and keeps it. Docker's proxy accepts for a container that does not
 * listen yet, and hangs up as soon as it finds that out (measured: within 2 ms); `holdMs` is waited for that.
 */
export async function keepsConnections(host: string, port: number, holdMs: number): Promise<boolean> {
  const socket = connect({ host, port }).setTimeout(CONNECT_MS)
  try {
    return await new Promise<boolean>((done) => {
      socket
        .on('error', () => done(false))
        .on('close', () => done(false))
        .on('end', () => done(false))
      socket.on('data', () => done(true))
      // From then on, silence is what a server keeps that waits for a request.
      socket.on('connect', () => (holdMs === 0 ? done(true) : socket.setTimeout(holdMs)))
      socket.on('timeout', () => done(!socket.connecting))
    })
  } finally {
    socket.destroy()
  }
}

interface PortFields {
  readonly ExposedPorts: Readonly<Record<string, object>>
  readonly PortBindings: Readonly<Record<string, readonly { HostIp: string; HostPort: string }[]>>
}

const CONNECT_MS = 2_000

function portKey(port: ContainerPort): string {
  return typeof port === 'number' ? `${port}/tcp` : port
}

function parsePortKey(key: string): ContainerPort {
  return key.endsWith('/tcp') ? Number.parseInt(key, 10) : (key as ContainerPort)
}
