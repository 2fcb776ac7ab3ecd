import { attemptOr } from '../attempt.ts'
import { readFileSync } from '../captured.ts'
import { socketInode } from '../observed.ts'
import type { SocketInfo } from '../observed.ts'
import { formatEndpoint } from './address.ts'
import { listDescriptors } from './descriptors.ts'
import { parseNetInet, parseNetUnix } from './net.ts'

const INET_PROTOCOLS = ['tcp', 'tcp6', 'udp', 'udp6'] as const

/** Sockets of this network namespace by inode; protocols that the kernel lacks are simply not there. */
export function listSockets(procRoot: string): Map<string, SocketInfo> {
  const inet = INET_PROTOCOLS.flatMap((protocol) => parseNetInet(readNet(procRoot, protocol), protocol))
  return byInode([...inet, ...parseNetUnix(readNet(procRoot, 'unix'))])
}

/** TCP addresses on which these processes listen; a process whose descriptors are hidden is absent. */
export function listListeningPorts(
  procRoot: string,
  pids: readonly number[],
): Map<number, readonly string[]> {
  const listening = readListening(procRoot)
  const ports = new Map<number, readonly string[]>()
  for (const pid of pids) {
    const inodes = listDescriptors(procRoot, pid)?.descriptors.map(({ target }) => socketInode(target)) ?? []
    const addresses = inodes.flatMap((inode) => listening.get(inode ?? '') ?? [])
    if (addresses.length > 0) ports.set(pid, [...new Set(addresses)])
  }
  return ports
}

function readListening(procRoot: string): Map<string, string> {
  const sockets = (['tcp', 'tcp6'] as const).flatMap((protocol) =>
    parseNetInet(readNet(procRoot, protocol), protocol),
  )
  const listening = sockets.filter(({ state }) => state === 'listen')
  return new Map(
    listening.map(({ inode, localAddress: address = '', localPort: port = 0 }) => [
      inode,
      formatEndpoint({ address, port }),
    ]),
  )
}

function readNet(procRoot: string, file: string): string {
  return attemptOr('', () => readFileSync(`${procRoot}/self/net/${file}`, 'utf8'))
}

function byInode(sockets: readonly SocketInfo[]): Map<string, SocketInfo> {
  return new Map(sockets.map((socket) => [socket.inode, socket]))
}
