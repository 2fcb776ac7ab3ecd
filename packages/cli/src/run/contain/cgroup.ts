import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { systemClock } from '@watertight/lifecycle'
import { readCgroupPlace } from './cgroup-place.ts'

/** A cgroup (version 2) below our own: whatever is born in it stays in it, however it detaches itself. */
export interface Cgroup {
  readonly folder: string
  /** Calls a function that starts processes synchronously; they are born inside, and this process leaves. */
  readonly start: <T>(spawn: () => T) => T
  /** Pids of all processes inside, in cgroups below it too. */
  readonly pids: () => number[]
  /** Kills them all at once (`cgroup.kill`, Linux 5.14); `false` where the kernel cannot, or this process is inside. */
  readonly endAll: () => boolean
  /** Moves what stays to where this process is, and removes the cgroup. */
  readonly close: () => Promise<void>
}

/**
 * Makes a cgroup below the one of this process and goes inside, or says why that is not possible.
 *
 * A child is born where its parent is, so this process stays inside until the command is started. To move the child
 * afterwards would be too late for what it has forked by then, and a shell that moves itself would change what it starts.
 */
export function createCgroup(name: string, procRoot = '/proc'): Cgroup | { readonly why: string } {
  const home = readCgroupPlace(procRoot)
  if (home === null) return { why: 'no cgroup v2 is mounted here' }
  const folder = join(home, name)
  try {
    mkdirSync(folder)
    enter(folder)
    return cgroupAt(folder)
  } catch (error) {
    succeeds(() => rmdirSync(folder))
    return { why: `no cgroup can be used below our own: ${sayCode(error)}` }
  }
}

/** The cgroup of a folder that is there already. */
export function cgroupAt(folder: string): Cgroup {
  const home = dirname(folder)
  const pids = (): number[] => foldersOf(folder).flatMap(readPids)
  return {
    folder,
    start(spawn) {
      try {
        return spawn()
      } finally {
        succeeds(() => enter(home))
      }
    },
    pids: () => pids().filter((pid) => pid !== process.pid),
    endAll: () =>
      !pids().includes(process.pid) && succeeds(() => writeFileSync(`${folder}/cgroup.kill`, '1')),
    close: () => removeFolder(folder, home),
  }
}

// A process that has ended stays in its cgroup until it is off its processor, a moment longer than it can be seen.
const REMOVE_MS = 1_000
const PAUSE_MS = 5

async function removeFolder(folder: string, home: string): Promise<void> {
  const deadline = systemClock.now() + REMOVE_MS
  do {
    // Again each time: a process may fork between the look and its move.
    for (const path of foldersOf(folder).reverse()) {
      for (const pid of readPids(path)) succeeds(() => enter(home, pid))
      succeeds(() => rmdirSync(path))
    }
    if (!existsSync(folder)) return
    await systemClock.sleep(PAUSE_MS)
  } while (systemClock.now() < deadline)
}

/** Moves a process; 0 is whoever writes it, in whichever pid namespace. Throws EOPNOTSUPP where only threads may live. */
function enter(folder: string, pid = 0): void {
  writeFileSync(`${folder}/cgroup.procs`, String(pid))
}

/** The folder and all below it, parents first. */
function foldersOf(folder: string): string[] {
  const found = [folder]
  for (const path of found) {
    const entries = attemptToList(path).filter((entry) => entry.isDirectory())
    found.push(...entries.map((entry) => join(path, entry.name)))
  }
  return found
}

function attemptToList(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return []
  }
}

function readPids(folder: string): number[] {
  try {
    // 0 stands for a process of another pid namespace, which cannot be named here.
    return readFileSync(`${folder}/cgroup.procs`, 'utf8')
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 0)
  } catch {
    return []
  }
}

function succeeds(action: () => void): boolean {
  try {
    action()
    return true
  } catch {
    return false
  }
}

function sayCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
