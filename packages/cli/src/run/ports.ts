import { socketInode } from '@watertight/probe'
import type { Probe, ProcessInfo, SocketInfo } from '@watertight/probe'
import { listPids } from './contain/mark.ts'

/** A TCP port on which somebody listens. */
export interface ListeningPort {
  readonly address: string
  readonly port: number
  /** The socket behind it. */
  readonly inode: string
}

/** All TCP ports of this network namespace on which somebody listens, by address. */
export function readListening(probe: Probe): ReadonlyMap<string, ListeningPort> {
  const listening = [...probe.listSockets().values()].flatMap((socket) => portOf(socket) ?? [])
  return new Map(listening.map((port) => [formatPort(port), port]))
}

/** `127.0.0.1:8000`, `[::]:8000`. */
export function formatPort({ address, port }: ListeningPort): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

/** Who listens there, as far as this user may know; several after a fork. */
export function holdersOf({ inode }: ListeningPort, probe: Probe): ProcessInfo[] {
  const holds = (pid: number): boolean =>
    probe.listDescriptors(pid)?.descriptors.some(({ target }) => socketInode(target) === inode) ?? false
  return listPids()
    .filter(holds)
    .flatMap((pid) => probe.readProcess(pid) ?? [])
}

function portOf({ protocol, state, localAddress, localPort, inode }: SocketInfo): ListeningPort | null {
  const isTcp = protocol === 'tcp' || protocol === 'tcp6'
  if (!isTcp || state !== 'listen' || localAddress === undefined || localPort === undefined) return null
  return { address: localAddress, port: localPort, inode }
}
