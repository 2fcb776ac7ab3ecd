import type { Probe, ProcessInfo } from '@watertight/probe'
import type { Containment, Member } from './contain/containment.ts'
import type { HeldPort } from './findings.ts'
import { holdersOf, readListening } from './ports.ts'
import type { ListeningPort } from './ports.ts'

/** What is needed to tell whose a new port is. */
export interface PortsBefore {
  readonly before: ReadonlyMap<string, ListeningPort>
  /** The command itself: who is older cannot have been started by it. */
  readonly command: ProcessInfo
  readonly containment: Containment['kind']
  readonly probe: Probe
}

/**
 * Ports that were not there before, and that may be the command's: held by a process that nobody can see, or by one
 * of which it is not proved that it is the command's, nor that it is somebody else's.
 */
export function findLeftPorts(means: PortsBefore, family: readonly Member[]): HeldPort[] {
  const { before, probe } = means
  const pids = new Set(family.map(({ info }) => info.identity.pid))
  const ancestors = new Set(lineOf(process.pid, probe).map(({ identity }) => identity.pid))
  const isSettled = (holder: ProcessInfo): boolean =>
    pids.has(holder.identity.pid) || isStranger(holder, ancestors, means)
  return [...readListening(probe)]
    .filter(([address]) => !before.has(address))
    .map(([, port]) => ({ port, holders: holdersOf(port, probe) }))
    .filter(({ holders }) => !holders.some(isSettled))
}

/**
 * Outside of the cgroup, or of a line that goes back to a process that is older than the command: orphans of the
 * command are taken in by init or by an ancestor of ours only (prctl(2), PR_SET_CHILD_SUBREAPER).
 */
function isStranger(
  holder: ProcessInfo,
  ancestors: ReadonlySet<number>,
  { command, containment, probe }: PortsBefore,
): boolean {
  if (containment === 'cgroup') return true
  const takesIn = (pid: number): boolean => pid <= 1 || ancestors.has(pid)
  const line = lineOf(holder.ppid, probe).filter(({ identity }) => !takesIn(identity.pid))
  return [holder, ...line].some(({ identity }) => identity.startTicks < command.identity.startTicks)
}

/** A process and its ancestors, nearest first. */
function lineOf(pid: number, probe: Probe): ProcessInfo[] {
  const line: ProcessInfo[] = []
  for (let info = probe.readProcess(pid); info !== null && line.length < LONGEST_LINE;) {
    line.push(info)
    info = probe.readProcess(info.ppid)
  }
  return line
}

/** Longer ones are made of pids that pass from hand to hand while they are read. */
const LONGEST_LINE = 1_000
