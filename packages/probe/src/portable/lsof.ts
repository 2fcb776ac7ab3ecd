import type { SocketInfo, SocketState } from '../observed.ts'
import { formatEndpoint } from '../procfs/address.ts'
import type { Endpoint } from '../procfs/address.ts'

/** One open file in the field output of lsof(8). */
export interface LsofFile {
  readonly pid: number
  readonly fd: number
  /** `IPv4`, `IPv6`, `unix`, `REG`, … */
  readonly type: string
  /** `TCP` or `UDP`; empty for other files. */
  readonly protocol: string
  /** `127.0.0.1:5->127.0.0.1:6`, `*:8000`, a path. */
  readonly name: string
  /** `LISTEN`, `ESTABLISHED`, …; empty where there is none. */
  readonly state: string
}

/** Parses `lsof -F pftPnT`: a `p` line begins a process, an `f` line a file of it, and the lines below tell of it. */
export function parseLsof(text: string): LsofFile[] {
  let pid = 0
  return text.split(/^(?=[pf])/m).flatMap((block) => {
    if (block.startsWith('p')) pid = Number.parseInt(block.slice(1), 10)
    return parseFile(block, pid) ?? []
  })
}

/** The socket that an open file is; `null` for other files. */
export function toSocket(file: LsofFile): SocketInfo | null {
  const inode = `fd:${file.fd}`
  if (file.type === 'unix') return { inode, protocol: 'unix', state: 'unconnected', ...pathOf(file) }
  const protocol = INET[`${file.protocol} ${file.type}`]
  if (protocol === undefined) return null
  const [local = '', remote = ''] = file.name.split('->')
  const here = parseName(local, file)
  const there = parseName(remote, file)
  return {
    inode,
    protocol,
    state: stateOf(file),
    ...(here && { localAddress: here.address, localPort: here.port }),
    ...(there && { remoteAddress: there.address, remotePort: there.port }),
  }
}

/** The address on which a listening socket listens: `127.0.0.1:8000`, `[::]:8000`. */
export function toAddress(file: LsofFile): string {
  const endpoint = parseName(file.name, file)
  return endpoint === null ? file.name : formatEndpoint(endpoint)
}

function parseFile(block: string, pid: number): LsofFile | null {
  const fields = new Map(
    block.split('\n').map((line) => [FIELD.exec(line)?.[0] ?? '', line.replace(FIELD, '')]),
  )
  const [fd, type, protocol, name, state] = ['f', 't', 'P', 'n', 'TST='].map((key) => fields.get(key) ?? '')
  // Among the files are also `cwd`, `txt`, `mem`, which are no descriptors.
  if (!/^\d+$/.test(fd ?? '')) return null
  return {
    pid,
    fd: Number(fd),
    type: type ?? '',
    protocol: protocol ?? '',
    name: name ?? '',
    state: state ?? '',
  }
}

// One letter, or `T` and what it tells: `TST=LISTEN`, `TQR=0`.
const FIELD = /^(?:T\w+=|[a-zA-Z])/

const INET: Readonly<Record<string, SocketInfo['protocol']>> = {
  'TCP IPv4': 'tcp',
  'TCP IPv6': 'tcp6',
  'UDP IPv4': 'udp',
  'UDP IPv6': 'udp6',
}

// lsof says the names of netstat(8), some of which differ from the kernel's between systems.
const STATES: Readonly<Record<string, SocketState>> = {
  ESTABLISHED: 'established',
  SYN_SENT: 'syn_sent',
  SYN_RECV: 'syn_recv',
  SYN_RCVD: 'syn_recv',
  FIN_WAIT1: 'fin_wait1',
  FIN_WAIT_1: 'fin_wait1',
  FIN_WAIT2: 'fin_wait2',
  FIN_WAIT_2: 'fin_wait2',
  CLOSE_WAIT: 'close_wait',
  LAST_ACK: 'last_ack',
  CLOSING: 'closing',
  LISTEN: 'listen',
}

function stateOf({ state, protocol, name }: LsofFile): SocketState {
  if (protocol === 'UDP') return name.includes('->') ? 'established' : 'unconnected'
  return STATES[state] ?? 'close'
}

function parseName(name: string, { type }: LsofFile): Endpoint | null {
  const [, address, port] = /^\[?(.+?)\]?:(\d+)$/.exec(name) ?? []
  if (address === undefined) return null
  const any = type === 'IPv6' ? '::' : '0.0.0.0'
  return { address: address === '*' ? any : address, port: Number(port) }
}

// Linux's lsof appends ` type=STREAM`, macOS's prints `->0x…` for unnamed peers.
function pathOf({ name }: LsofFile): { path?: string } {
  const path = name.replace(/ type=\w+.*$/, '')
  return /^[/@]/.test(path) ? { path } : {}
}
