import { attempt } from '../attempt.ts'
import type { Attempt } from '../attempt.ts'
import { readFileSync } from '../captured.ts'
import { isDeadState } from '../observed.ts'
import type { MarkedProcess, MarkedProcesses, ProcessInfo } from '../observed.ts'
import { listProcesses } from './processes.ts'

/** Finds the living processes, ours excepted, whose environment sets `variable` (proc_pid_environ(5)). */
export function findMarked(
  procRoot: string,
  read: (pid: number) => ProcessInfo | null,
  variable: string,
): MarkedProcesses {
  const pids = attempt(() => listProcesses(procRoot))
  // Out of descriptors, for example: none found must not be taken for none there.
  if ('failure' in pids) return { processes: [], unreadable: 1 }
  const processes: MarkedProcess[] = []
  let unreadable = 0
  for (const pid of pids.value) {
    if (pid === process.pid) continue
    const marker = readMarker(procRoot, pid, variable)
    if ('failure' in marker) unreadable += marker.failure === 'denied' ? 1 : 0
    else if (marker.value !== null) processes.push(...confirm(procRoot, read(pid), variable, marker.value))
  }
  return { processes, unreadable }
}

/** The value of `variable` in the text of an `environ` file; `null` when it is not set. */
export function parseMarker(environ: string, variable: string): string | null {
  const entry = environ.split('\0').find((text) => text.startsWith(`${variable}=`))
  return entry === undefined ? null : entry.slice(variable.length + 1)
}

function readMarker(procRoot: string, pid: number, variable: string): Attempt<string | null> {
  return attempt(() => {
    const environ = readFileSync(`${procRoot}/${pid}/environ`, 'utf8')
    return environ.includes(variable) ? parseMarker(environ, variable) : null
  })
}

// The pid may have passed to a stranger between reading the marker and the identity, so the marker is read once more.
function confirm(
  procRoot: string,
  info: ProcessInfo | null,
  variable: string,
  marker: string,
): MarkedProcess[] {
  if (info === null || isDeadState(info.state)) return []
  const again = readMarker(procRoot, info.identity.pid, variable)
  return 'value' in again && again.value === marker ? [{ ...info, marker }] : []
}
