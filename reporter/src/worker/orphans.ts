import { markerVariable, parseMarkerValue } from '@watertight/probe'
import type { MarkedProcess } from '@watertight/probe'
import type { Acquisition } from '@watertight/probe/ledger'
import type { Hold } from './hold/hold.ts'
import { placeOf } from './hold/hold.ts'
import type { Runtime, Spawn } from './runtime.ts'
import type { Scope } from './scope.ts'

/**
 * Processes that nobody holds a handle of any more: daemons, grandchildren, what a killed shell left behind.
 * Their environment carries the mark of the scope that began them. A child whose handle is alive is judged by
 * that handle, its descendants with it: one that is excused (a library's helper, one that is kept) is no orphan.
 */
export function findOrphans(runtime: Runtime, file: Scope, holds: readonly Hold[]): Hold[] {
  if (!file.hasSpawned) return []
  const { processes } = runtime.probe.findMarked(markerVariable(runtime.options.session))
  const children = [...runtime.ledger.live()].flatMap(pidOf)
  const reported = new Set([...children, ...holds.flatMap((hold) => hold.pid ?? [])])
  const ours = processes.flatMap((process) => {
    const spawn = spawnOf(runtime, process)
    return spawn?.scope.isWithin(file) ? [{ process, spawn }] : []
  })
  const family = ours.map((owned) => owned.process)
  return topmost(ours, reported).map((owned) => toHold(owned, family))
}

/** Pid of a child whose handle this thread still has. */
function pidOf({ source, strong }: Acquisition<Scope>): number[] {
  const isChild = source.by === 'async-hooks' && source.type === 'PROCESSWRAP'
  const { pid } = (strong ?? {}) as { pid?: unknown }
  return isChild && typeof pid === 'number' ? [pid] : []
}

interface Owned {
  readonly process: MarkedProcess
  readonly spawn: Spawn
}

function spawnOf(runtime: Runtime, { marker }: MarkedProcess): Spawn | undefined {
  const parsed = parseMarkerValue(marker)
  return parsed?.workerPid === process.pid ? runtime.spawns.get(parsed.scopeNumber) : undefined
}

/** Leaves out what descends from a reported child, or from another orphan: closing the parent is the remedy. */
function topmost(owned: readonly Owned[], reported: ReadonlySet<number>): Owned[] {
  const parents = new Map(owned.map(({ process }) => [process.identity.pid, process.ppid]))
  return owned.filter(({ process }) => {
    if (reported.has(process.identity.pid)) return false
    for (let pid: number | undefined = process.ppid; pid !== undefined; pid = parents.get(pid)) {
      if (reported.has(pid) || parents.has(pid)) return false
    }
    return true
  })
}

function toHold({ process: { identity, command }, spawn }: Owned, family: readonly MarkedProcess[]): Hold {
  const children = family.filter(({ ppid }) => ppid === identity.pid)
  const evidence = children.map((child) => `It started process ${child.identity.pid} (${child.command}).`)
  const { place, frames } = placeOf(spawn.stack, null)
  const facts = { kind: 'orphan-process', pid: identity.pid, command } as const
  return { scope: spawn.scope, facts, place, frames, evidence, pid: identity.pid, identity }
}
