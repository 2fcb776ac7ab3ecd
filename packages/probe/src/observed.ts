/** One open descriptor of a process. */
export interface Descriptor {
  readonly fd: number
  /**
   * What it points to, as the kernel names it: `/path`, `socket:[123]`, `pipe:[9]`, `anon_inode:inotify`;
   * `fd:5 socket` (number and type) where only the portable path works.
   */
  readonly target: string
}

/** The open descriptors of a process, and how many of them could not be read. */
export interface DescriptorList {
  readonly descriptors: readonly Descriptor[]
  readonly unreadable: number
}

/** What tells one process from every other, before and after it on the same machine: a pid alone is reused. */
export interface ProcessIdentity {
  readonly pid: number
  /** Field 22 of proc_pid_stat(5), clock ticks since boot; milliseconds since the epoch on the portable path. */
  readonly startTicks: number
  /** `/proc/sys/kernel/random/boot_id`; empty when unknown, and such an identity is never proved alive. */
  readonly bootId: string
}

/** A process as it was at one moment. */
export interface ProcessInfo {
  readonly identity: ProcessIdentity
  readonly ppid: number
  readonly pgrp: number
  /** 0 where it is not known (portable path), and where it was begun outside our pid namespace. */
  readonly session: number
  /** One letter of proc_pid_stat(5): `R`, `S`, `D`, `T`, `Z`, … */
  readonly state: string
  /** Command line, arguments joined by spaces; `[name]` when the process has none (a zombie, a kernel thread). */
  readonly command: string
  /** Milliseconds since the epoch. */
  readonly startedAtMs?: number
}

/** A process that carries a marker in its environment. */
export interface MarkedProcess extends ProcessInfo {
  /** The marker's value. */
  readonly marker: string
}

/**
 * The processes that carry a marker, and how many could not be asked: those are neither ours nor not ours. Other
 * users' processes are among them, so that hardly a machine has none; at least 1 when no process could be listed.
 */
export interface MarkedProcesses {
  readonly processes: MarkedProcess[]
  readonly unreadable: number
}

/** States of TCP (net/tcp_states.h), of which UDP uses `established`; the last three are of UNIX and UDP sockets. */
export type SocketState =
  | 'established'
  | 'syn_sent'
  | 'syn_recv'
  | 'fin_wait1'
  | 'fin_wait2'
  | 'time_wait'
  | 'close'
  | 'close_wait'
  | 'last_ack'
  | 'listen'
  | 'closing'
  | 'unconnected'
  | 'connecting'
  | 'disconnecting'

/** A socket of this network namespace. */
export interface SocketInfo {
  /** The number in `socket:[123]`; `fd:5` on the portable path. See `socketInode`. */
  readonly inode: string
  readonly protocol: 'tcp' | 'tcp6' | 'udp' | 'udp6' | 'unix'
  readonly state: SocketState
  /** IPv6 as in RFC 5952; an IPv4-mapped address is given as the IPv4 address that it stands for. */
  readonly localAddress?: string
  readonly localPort?: number
  /** Absent when the socket has no peer, as are the port and the address of a listening one. */
  readonly remoteAddress?: string
  readonly remotePort?: number
  /** Path of a named UNIX socket; `@name` for an abstract one. */
  readonly path?: string
}

/** The key under which `Probe.listSockets` knows the socket behind a descriptor's target; `null` for other targets. */
export function socketInode(target: string): string | null {
  return /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? /^(fd:\d+) socket$/.exec(target)?.[1] ?? null
}

/** Whether a process state means that it runs no more: a zombie only waits to be read, and X is never seen twice. */
export function isDeadState(state: string): boolean {
  return state === 'Z' || state === 'X' || state === 'x'
}
