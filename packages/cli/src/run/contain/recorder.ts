import type { Probe, ProcessIdentity, ProcessInfo } from '@watertight/probe'
import type { Member } from './containment.ts'

/** Remembers the command's descendants while their parents still live: later, nobody could tell whose they are. */
export interface Recorder {
  /** Looks once at the tree as it is now. */
  readonly look: () => void
  /** The pids of those that lived at the last look. */
  readonly pids: () => readonly number[]
  /** The recorded processes that still live. */
  readonly members: () => readonly Member[]
  /** The ancestors of a process as they were when it was first seen, nearest first; the command is the last. */
  readonly ancestorsOf: (identity: ProcessIdentity) => readonly ProcessInfo[]
}

interface Entry {
  /** As it was last seen: a process may become another program. */
  info: ProcessInfo
  readonly parent: Entry | null
}

/** Makes a recorder of the tree below one process, which is recorded with it. */
export function createRecorder(root: ProcessInfo, probe: Probe): Recorder {
  let living: ReadonlyMap<string, Entry> = new Map([[keyOf(root.identity), { info: root, parent: null }]])
  return {
    look: () => (living = lookAgain(living, probe)),
    pids: () => [...living.values()].map(({ info }) => info.identity.pid),
    members: () => [...living.values()].flatMap((entry) => memberOf(entry, probe)),
    ancestorsOf(identity) {
      const ancestors: ProcessInfo[] = []
      for (let entry = living.get(keyOf(identity))?.parent; entry; entry = entry.parent)
        ancestors.push(entry.info)
      return ancestors
    },
  }
}

/** A key that no other process of this machine's boot has. */
export function keyOf({ pid, startTicks }: ProcessIdentity): string {
  return `${pid}:${startTicks}`
}

// Only the living are kept; the dead stay reachable as their ancestors, and are forgotten with them.
function lookAgain(known: ReadonlyMap<string, Entry>, probe: Probe): Map<string, Entry> {
  const living = new Map([...known].filter(([, { info }]) => probe.isAlive(info.identity)))
  const tops = [...living.values()].filter(
    ({ parent }) => parent === null || !living.has(keyOf(parent.info.identity)),
  )
  for (const top of tops) addDescendants(top, living, probe)
  return living
}

function addDescendants(root: Entry, living: Map<string, Entry>, probe: Probe): void {
  const now = probe.readProcess(root.info.identity.pid)
  if (now !== null && probe.isAlive(root.info.identity)) root.info = { ...now, identity: root.info.identity }
  const byPid = new Map([[root.info.identity.pid, root]])
  for (const info of probe.descendants(root.info.identity.pid)) {
    const parent = byPid.get(info.ppid)
    // A parent that still lives after its child was read was its parent all the time; of others that is not proved.
    if (parent === undefined || !probe.isAlive(parent.info.identity)) continue
    const entry = living.get(keyOf(info.identity)) ?? { info, parent }
    entry.info = info
    byPid.set(info.identity.pid, entry)
    living.set(keyOf(info.identity), entry)
  }
}

function memberOf({ info }: Entry, probe: Probe): Member[] {
  // Read anew: what is a shell at first may have become the server that it started.
  const now = probe.readProcess(info.identity.pid)
  return now !== null && probe.isAlive(info.identity)
    ? [{ info: { ...now, identity: info.identity }, proof: 'recorded' }]
    : []
}
