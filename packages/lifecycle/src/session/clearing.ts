import type { Probe, ProcessInfo } from '@watertight/probe'
import type { RecordEntry } from './record.ts'

/** What became of one thing that a session left. */
export interface Cleared {
  /** `stray`: a process that carries the session's mark, and that no entry names. */
  readonly kind: RecordEntry['kind'] | 'stray'
  readonly name: string
  /** Its command line, path or container. */
  readonly subject: string
  /**
   * - `cleared`: ended, run or removed now.
   * - `gone`: there was nothing left of it.
   * - `planned`: it would be cleared; nothing was done, as was asked.
   * - `failed`: it is still there, and `reason` says why.
   */
  readonly outcome: 'cleared' | 'gone' | 'planned' | 'failed'
  readonly reason?: string
  /** The living processes that were found of it, before anything was done. */
  readonly processes: readonly FoundProcess[]
}

/** A living process that a session left. */
export interface FoundProcess {
  readonly pid: number
  readonly command: string
  /** Milliseconds since the epoch. */
  readonly startedAtMs?: number
  /** Addresses on which it listens. */
  readonly listens: readonly string[]
}

/** What clearing works with. */
export interface ClearMeans {
  readonly probe: Probe
  /** Writes down what was learnt of an entry while it is being cleared, for whoever clears it if this clearer is killed. */
  readonly note?: (entry: RecordEntry) => void
  /** The environment that commands run in, below what their entry says; that of this process by default. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** Processes as plain data, with the addresses on which they listen. */
export function describeProcesses(processes: readonly ProcessInfo[], probe: Probe): FoundProcess[] {
  const ports =
    processes.length === 0 ? new Map() : probe.listeningPorts(processes.map(({ identity }) => identity.pid))
  return processes.map(({ identity: { pid }, command, startedAtMs }) => ({
    pid,
    command,
    ...(startedAtMs === undefined ? {} : { startedAtMs }),
    listens: (ports.get(pid) as readonly string[] | undefined) ?? [],
  }))
}
