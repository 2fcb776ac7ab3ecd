import type { Unchecked } from '@watertight/findings'
import type { DescriptorList, MarkedProcesses, ProcessIdentity, ProcessInfo, SocketInfo } from './observed.ts'

/**
 * Looks at one process and at the machine. It never judges, never signals and never throws for bad surroundings:
 * what could not be read is `null`, counted as unreadable, or named in `unchecked`.
 */
export interface Probe {
  readonly name: 'procfs' | 'portable' | 'windows'
  /** What this probe cannot see here, each said once. */
  readonly unchecked: readonly Unchecked[]
  /** Open descriptors of this process; a single `stat` on Linux 6.2 and newer. */
  countDescriptors(): number | null
  /** Open descriptors of a process (of this one by default); `null` when they cannot be listed at all. */
  listDescriptors(pid?: number): DescriptorList | null
  /** Sockets by inode (`socketInode`). Costs milliseconds: ask only to explain something. */
  listSockets(): ReadonlyMap<string, SocketInfo>
  /** Pids of the direct children, whichever thread forked them, zombies among them. */
  listChildren(pid: number): number[]
  /** `null` when there is no such process, or when it cannot be read. */
  readProcess(pid: number): ProcessInfo | null
  /** All processes of the machine that can be read; one look, where `readProcess` for each would be many. */
  readProcesses(): ProcessInfo[]
  /** Whether this very process still runs; `false` whenever that cannot be proved. */
  isAlive(identity: ProcessIdentity): boolean
  /** Living processes of the machine, this one excepted, whose environment sets `variable`. */
  findMarked(variable: string): MarkedProcesses
  /** TCP addresses (`127.0.0.1:8000`, `[::]:8000`) on which each of these processes listens; silent ones are absent. */
  listeningPorts(pids: readonly number[]): ReadonlyMap<number, readonly string[]>
  /** Living children, their children and so on, parents before their children. */
  descendants(pid: number): ProcessInfo[]
  /** Resident memory of this process in bytes. */
  rssBytes(): number | null
}
