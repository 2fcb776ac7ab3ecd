import type { Probe } from '@watertight/probe'

/** Makes the predicate for pids that must never be signalled: no process at all, init, this process and its ancestors. */
export function createUntouchable(probe: Pick<Probe, 'readProcess'>): (pid: number) => boolean {
  const line = readLine(probe)
  // kill(2): 0 and negative pids mean process groups, and -1 every process of the user.
  return (pid) => !Number.isSafeInteger(pid) || pid <= 1 || line.has(pid)
}

function readLine(probe: Pick<Probe, 'readProcess'>): Set<number> {
  // The parent is known even where processes cannot be read.
  const line = new Set([process.pid, process.ppid])
  for (const pid of line) {
    const parent = probe.readProcess(pid)?.ppid
    if (parent !== undefined) line.add(parent)
  }
  return line
}
