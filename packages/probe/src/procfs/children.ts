import { attempt, attemptOr } from '../attempt.ts'
import { readFileSync, readdirSync } from '../captured.ts'
import { isDeadState } from '../observed.ts'
import type { ProcessInfo } from '../observed.ts'
import { listProcesses, readStat } from './processes.ts'

/** Pids of the direct children of a process, zombies among them; empty when there is no such process. */
export function listChildren(procRoot: string, pid: number): number[] {
  const children: number[] = []
  // A child belongs to the thread that forked it, and is listed only there.
  for (const thread of attemptOr([], () => readdirSync(`${procRoot}/${pid}/task`))) {
    const read = attempt(() => readFileSync(`${procRoot}/${pid}/task/${thread}/children`, 'utf8'))
    if ('value' in read) children.push(...parseChildren(read.value))
    else if (!hasChildrenFiles(procRoot)) return searchChildren(procRoot, pid)
  }
  return children
}

/** Parses `/proc/<pid>/task/<tid>/children` (proc_tid_children(5)). */
export function parseChildren(text: string): number[] {
  return (text.match(/\d+/g) ?? []).map(Number)
}

/** Living descendants of a process, parents before their children. */
export function listDescendants(
  children: (pid: number) => readonly number[],
  read: (pid: number) => ProcessInfo | null,
  pid: number,
): ProcessInfo[] {
  const found = new Map<number, ProcessInfo>()
  const queue = [...children(pid)]
  for (const next of queue) {
    const info = found.has(next) ? null : read(next)
    if (info === null || isDeadState(info.state)) continue
    found.set(next, info)
    queue.push(...children(next))
  }
  return [...found.values()]
}

// A thread may end between the listing and the read; only a kernel without CONFIG_PROC_CHILDREN has no such file at all.
function hasChildrenFiles(procRoot: string): boolean {
  const [thread = ''] = attemptOr([], () => readdirSync(`${procRoot}/self/task`))
  return 'value' in attempt(() => readFileSync(`${procRoot}/self/task/${thread}/children`, 'utf8'))
}

function searchChildren(procRoot: string, parent: number): number[] {
  return attemptOr([], () => listProcesses(procRoot)).filter(
    (pid) => readStat(procRoot, pid)?.ppid === parent,
  )
}
