import type { ProcessIdentity } from '@watertight/probe'
import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { pollUntil } from '../poll.ts'
import { lookUp } from './standing.ts'
import type { Kill, Lookup, Standing } from './standing.ts'
import { createUntouchable } from './untouchable.ts'
import { systemKill } from './system-kill.ts'

/** How processes are ended. */
export interface EndOptions {
  /** Proves, before each signal, that a pid still means the process that it meant. */
  readonly probe: Lookup['probe']
  /** How long a process may take to end after SIGTERM, in ms; 2,000 by default. */
  readonly graceMs?: number
  /** `systemKill` by default: `process.kill`, where pids can be told. */
  readonly kill?: Kill
  readonly clock?: Clock
}

/** What became of a process that was to be ended. */
export interface EndedProcess {
  readonly identity: ProcessIdentity
  /**
   * - `ended`: by our signal, a zombie counted as ended.
   * - `gone`: had ended before.
   * - `refused`: not signalled, because it is not proved to be the one that was meant, or because it is
   *   init, this process or an ancestor of it, or because the system forbids it.
   * - `survived`: still there after the last signal.
   */
  readonly outcome: 'ended' | 'gone' | 'refused' | 'survived'
  /** The last signal that was sent. */
  readonly signal: EndSignal | null
}

/** The signals that end a process, in the order in which they are tried. */
export type EndSignal = (typeof SIGNALS)[number]

/**
 * Ends processes, all at the same time: SIGTERM, and SIGKILL to those that are still there after `graceMs`.
 * A process is signalled only if, immediately before, its pid, start time and boot prove it to be the one meant.
 * Never rejects because of a process; outcomes are in the order of `targets`.
 */
export async function endProcesses(
  targets: readonly ProcessIdentity[],
  options: EndOptions,
): Promise<readonly EndedProcess[]> {
  const { probe, graceMs = 2_000, kill = systemKill, clock = systemClock } = options
  const means = { probe, kill, clock, graceMs, isUntouchable: createUntouchable(probe) }
  return Promise.all(targets.map((identity) => endProcess(identity, means)))
}

const SIGNALS = ['SIGTERM', 'SIGKILL'] as const

// SIGKILL cannot be refused, but a process in an uninterruptible system call gets it only afterwards.
const KILL_MS = 2_000

interface Means extends Required<EndOptions> {
  readonly isUntouchable: (pid: number) => boolean
}

async function endProcess(identity: ProcessIdentity, means: Means): Promise<EndedProcess> {
  if (means.isUntouchable(identity.pid)) return { identity, outcome: 'refused', signal: null }
  let sent: EndSignal | null = null
  for (const signal of SIGNALS) {
    if (lookUp(identity, means) !== 'same' || !send(identity.pid, signal, means.kill)) break
    sent = signal
    const isOver = (): boolean => OVER.has(lookUp(identity, means))
    if (await pollUntil(isOver, signal === 'SIGTERM' ? means.graceMs : KILL_MS, means.clock)) break
  }
  return { identity, ...outcomeOf(lookUp(identity, means), sent) }
}

// Once it was signalled, a stranger under the same pid proves that it has ended.
const OVER: ReadonlySet<Standing> = new Set(['gone', 'stranger'])

function outcomeOf(standing: Standing, signal: EndSignal | null): Pick<EndedProcess, 'outcome' | 'signal'> {
  if (signal !== null) return { outcome: OVER.has(standing) ? 'ended' : 'survived', signal }
  return { outcome: standing === 'gone' ? 'gone' : 'refused', signal }
}

function send(pid: number, signal: EndSignal, kill: Kill): boolean {
  try {
    kill(pid, signal)
    return true
  } catch {
    // It has just ended (ESRCH) or is somebody else's (EPERM): what stands there afterwards tells which.
    return false
  }
}
