import type { SocketInfo, SocketState } from '../observed.ts'
import { parseEndpoint } from './address.ts'

type InetProtocol = Exclude<SocketInfo['protocol'], 'unix'>

/** Parses `/proc/net/tcp`, `tcp6`, `udp` or `udp6` (proc_pid_net(5)); sockets that no process owns any more are left out. */
export function parseNetInet(text: string, protocol: InetProtocol): SocketInfo[] {
  return text.split('\n').flatMap((line) => parseInetLine(line, protocol) ?? [])
}

/** Parses `/proc/net/unix`. */
export function parseNetUnix(text: string): SocketInfo[] {
  return text.split('\n').flatMap((line) => parseUnixLine(line) ?? [])
}

function parseInetLine(line: string, protocol: InetProtocol): SocketInfo | null {
  const [, local = '', remote = '', code = '', , , , , , inode = '0'] = line.trim().split(/\s+/)
  const here = parseEndpoint(local)
  const there = parseEndpoint(remote)
  // Sockets in TIME_WAIT and the like have left their process and share the inode 0.
  if (here === null || there === null || inode === '0') return null
  const state = stateOf(code, protocol)
  const sides = { localAddress: here.address, localPort: here.port }
  const peer = there.port === 0 ? {} : { remoteAddress: there.address, remotePort: there.port }
  return { inode, protocol, state, ...sides, ...peer }
}

// include/net/tcp_states.h
const TCP_STATES: Readonly<Record<string, SocketState>> = {
  '01': 'established',
  '02': 'syn_sent',
  '03': 'syn_recv',
  '04': 'fin_wait1',
  '05': 'fin_wait2',
  '06': 'time_wait',
  '07': 'close',
  '08': 'close_wait',
  '09': 'last_ack',
  '0A': 'listen',
  '0B': 'closing',
  '0C': 'syn_recv',
}

function stateOf(code: string, protocol: InetProtocol): SocketState {
  const state = TCP_STATES[code] ?? 'close'
  // UDP borrows TCP's numbers, and its 07 says nothing but that no peer was chosen.
  return protocol.startsWith('udp') && state === 'close' ? 'unconnected' : state
}

// Num RefCount Protocol Flags Type St Inode Path; the path may hold spaces and may be absent.
const UNIX_LINE = /^[\da-f]+: [\dA-F]+ [\dA-F]+ ([\dA-F]+) [\dA-F]+ ([\dA-F]+) +(\d+)(?: (.+))?$/

// include/uapi/linux/net.h: SS_UNCONNECTED, SS_CONNECTING, SS_CONNECTED, SS_DISCONNECTING.
const UNIX_STATES: Readonly<Record<string, SocketState>> = {
  '01': 'unconnected',
  '02': 'connecting',
  '03': 'established',
  '04': 'disconnecting',
}

// include/linux/net.h: __SO_ACCEPTCON.
const ACCEPTS = 0x10000

function parseUnixLine(line: string): SocketInfo | null {
  const [, flags = '', code = '', inode = '0', path] = UNIX_LINE.exec(line) ?? []
  if (inode === '0') return null
  const listens = (Number.parseInt(flags, 16) & ACCEPTS) !== 0
  const state = listens ? 'listen' : (UNIX_STATES[code] ?? 'unconnected')
  return { inode, protocol: 'unix', state, ...(path === undefined ? {} : { path }) }
}
