import type { ProcessIdentity, ProcessInfo } from '@watertight/probe'
import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { EndSignal } from './end-processes.ts'
import type { EndTreeOptions } from './end-tree.ts'
import { lookUp } from './standing.ts'
import type { Kill } from './standing.ts'
import { findMembers } from './tree.ts'
import type { ProcessTree, TreeProbe } from './tree.ts'
import { createUntouchable } from './untouchable.ts'
import { systemKill } from './system-kill.ts'

/** One pursuit of a tree, and what it has learnt. */
export interface Hunt {
  readonly tree: ProcessTree
  readonly probe: TreeProbe
  readonly kill: Kill
  readonly clock: Clock
  readonly hurry: AbortSignal | undefined
  readonly seen: Map<string, ProcessIdentity>
  readonly sent: Map<string, { readonly process: ProcessInfo; readonly signal: EndSignal }>
  readonly isUntouchable: (pid: number) => boolean
  readonly onMembers: EndTreeOptions['onMembers']
}

/** Begins the pursuit of a tree. */
export function createHunt(tree: ProcessTree, options: EndTreeOptions): Hunt {
  const { probe, kill = systemKill, clock = systemClock, hurry, onMembers } = options
  const isUntouchable = createUntouchable(probe)
  return { tree, probe, kill, clock, hurry, seen: new Map(), sent: new Map(), isUntouchable, onMembers }
}

/** The living members that may be signalled; whoever was seen once stays known. */
export function look({ tree, probe, seen, isUntouchable }: Hunt): ProcessInfo[] {
  const members = [...findMembers(tree, probe, seen.values()).values()]
  for (const { identity } of members) seen.set(keyOf(identity), identity)
  return members.filter(({ identity }) => !isUntouchable(identity.pid))
}

/** Sends a signal to a member that has not got it. */
export function signalOnce(hunt: Hunt, process: ProcessInfo, signal: EndSignal): void {
  const key = keyOf(process.identity)
  if (hunt.sent.get(key)?.signal === signal) return
  if (trySignal(hunt, process.identity, signal)) hunt.sent.set(key, { process, signal })
}

/** Sends a signal if the process is still the one that was meant; says whether it did. */
export function trySignal({ probe, kill }: Hunt, identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (lookUp(identity, { probe, kill }) !== 'same') return false
  try {
    kill(identity.pid, signal)
    return true
  } catch {
    // It has just ended (ESRCH) or is somebody else's (EPERM): the next look tells which.
    return false
  }
}

/** What tells a process from all others of this boot. */
export function keyOf({ pid, startTicks }: ProcessIdentity): string {
  return `${pid}.${startTicks}`
}
