import { endProcesses } from '@watertight/lifecycle/end-processes'
import type { Probe } from '@watertight/probe'
import type { Reaped } from '@watertight/findings'
import type { FileRecord, LeakedProcess } from '../worker/file-record.ts'

/**
 * Ends the processes that findings name, when pid, start time and boot prove that they are the very ones.
 * Their descendants are asked for first: once the parent is gone nobody could tell whose they are.
 */
export async function reap(records: readonly FileRecord[], probe: Probe): Promise<Reaped[]> {
  const leaked = records.flatMap((record) => record.processes)
  const named = leaked.flatMap((process) => familyOf(process, probe))
  // Two findings may name one process, or one the parent of another.
  const targets = [...new Map(named.map((target) => [target.pid, target])).values()]
  const ended = await endProcesses(targets, { probe })
  return ended.flatMap(({ identity, outcome, signal }) => {
    const target = targets.find(({ pid }) => pid === identity.pid)
    if (outcome === 'gone' || target === undefined) return []
    return [
      {
        pid: identity.pid,
        command: target.command,
        signal: signal ?? 'SIGTERM',
        outcome,
        owner: target.owner,
      },
    ]
  })
}

/** Proved once more after its descendants were listed: had its pid passed on meanwhile, they would be a stranger's. */
function familyOf(process: LeakedProcess, probe: Probe): LeakedProcess[] {
  const { pid, startTicks, bootId, owner } = process
  const descendants = probe.descendants(pid).map(({ identity, command }) => ({ ...identity, command, owner }))
  return probe.isAlive({ pid, startTicks, bootId }) ? [process, ...descendants] : []
}
