import { isDeadState } from '@watertight/probe'
import type { Probe, ProcessIdentity, ProcessInfo } from '@watertight/probe'

/** The variable and the value that a process and its descendants carry in their environment. */
export interface Mark {
  readonly variable: string
  /** Absent when every value of the variable is meant. */
  readonly value?: string
}

/** A process and all that came from it. */
export interface ProcessTree {
  /** Absent when only the mark is known. */
  readonly root?: ProcessIdentity
  /** Those that were seen to belong to it while the root still proved it. */
  readonly members?: readonly ProcessIdentity[]
  readonly mark?: Mark
}

/** What of a probe is needed to find the members of a tree. */
export type TreeProbe = Pick<
  Probe,
  'isAlive' | 'readProcess' | 'readProcesses' | 'descendants' | 'findMarked'
>

/**
 * The living processes of a tree, each by its pid: the root, its process group, what carries the mark, those that
 * were `known`, and the descendants of all of these. Only what is proved to belong to it is among them.
 */
export function findMembers(
  tree: ProcessTree,
  probe: TreeProbe,
  known: Iterable<ProcessIdentity> = [],
): Map<number, ProcessInfo> {
  const proved = [tree.root, ...(tree.members ?? []), ...known].filter((identity) => identity !== undefined)
  const members = new Map<number, ProcessInfo>()
  const add = (info: ProcessInfo): void => {
    if (!isDeadState(info.state) && info.identity.pid !== process.pid) members.set(info.identity.pid, info)
  }
  proved.flatMap((identity) => readProved(identity, probe)).forEach(add)
  if (tree.root !== undefined) findGroup(tree.root, probe).forEach(add)
  if (tree.mark !== undefined) findByMark(tree.mark, probe).forEach(add)
  for (const info of [...members.values()]) descendantsOf(info.identity, probe).forEach(add)
  return members
}

/**
 * Who is left in the group of a process that has just ended. Only then is that known: a group that dies out gives
 * its number free, and later it may be a stranger's.
 */
export function findOrphanedGroup(root: ProcessIdentity, probe: TreeProbe): ProcessIdentity[] {
  if (isSomeoneAt(root.pid, probe)) return []
  return readGroup(root.pid, probe)
    .filter(({ identity, session }) => session === root.pid && identity.startTicks >= root.startTicks)
    .map(({ identity }) => identity)
}

function readProved(identity: ProcessIdentity, probe: TreeProbe): ProcessInfo[] {
  const info = probe.isAlive(identity) ? probe.readProcess(identity.pid) : null
  return info !== null && info.identity.startTicks === identity.startTicks ? [info] : []
}

/** The group is the root's as long as its leader is proved to be the root. */
function findGroup(root: ProcessIdentity, probe: TreeProbe): ProcessInfo[] {
  if (!probe.isAlive(root) || probe.readProcess(root.pid)?.pgrp !== root.pid) return []
  const group = readGroup(root.pid, probe)
  return probe.isAlive(root) ? group : []
}

function readGroup(pgrp: number, probe: TreeProbe): ProcessInfo[] {
  return probe.readProcesses().filter((info) => info.pgrp === pgrp && !isDeadState(info.state))
}

function findByMark({ variable, value }: Mark, probe: TreeProbe): ProcessInfo[] {
  const { processes } = probe.findMarked(variable)
  return value === undefined ? processes : processes.filter(({ marker }) => marker === value)
}

/** Proved once more after they were listed: had the pid passed on meanwhile, they would be a stranger's. */
function descendantsOf(identity: ProcessIdentity, probe: TreeProbe): ProcessInfo[] {
  const descendants = probe.descendants(identity.pid)
  return probe.isAlive(identity) ? descendants : []
}

function isSomeoneAt(pid: number, probe: TreeProbe): boolean {
  const info = probe.readProcess(pid)
  return info !== null && !isDeadState(info.state)
}
