import { closeSync, openSync, readlinkSync, readdirSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatMarker, isDeadState, markerVariable } from '@watertight/probe'
import type { Probe } from '@watertight/probe'
import type { Member } from './containment.ts'

/** What the command and all that descends from it inherit, and are known by. */
export interface Mark {
  readonly environment: NodeJS.ProcessEnv
  /** Descriptors to inherit, by their number in the command. */
  readonly descriptors: ReadonlyMap<number, number>
  /** What procfs calls that descriptor; `null` where there is none. */
  readonly file: string | null
  readonly members: () => readonly Member[]
  /** How many processes hide their environment; other users' are among them. */
  readonly unreadable: () => number
  readonly close: () => void
}

/**
 * Makes a variable and, where asked for, a descriptor. An environment is lost by `env -i`, and inherited descriptors by
 * runtimes that close them (Python, Node): what loses both is known only if it was seen before (`recorder.ts`).
 */
export function createMark(session: string, probe: Probe, withDescriptor: boolean): Mark {
  const variable = markerVariable(session)
  const file = withDescriptor ? openMarkFile(session) : null
  return {
    environment: { [variable]: formatMarker({ workerPid: process.pid, scopeNumber: 0 }) },
    descriptors: new Map(file === null ? [] : [[INHERITED_AS, file.fd]]),
    file: file?.name ?? null,
    members: () => markedMembers(session, file?.name ?? null, probe),
    unreadable: () => probe.findMarked(variable).unreadable,
    close() {
      if (file !== null) closeSync(file.fd)
    },
  }
}

/** Living processes that carry the variable of a session, or hold its file. */
export function markedMembers(session: string, file: string | null, probe: Probe): Member[] {
  return [
    ...markedByVariable(markerVariable(session), probe),
    ...(file === null ? [] : holdersOf(file, probe)),
  ]
}

// Shells use 10 and 255 for themselves, and bash hands out 63, 62, … for `<(…)`, leaving out what is taken.
const INHERITED_AS = 59

interface MarkFile {
  readonly fd: number
  /** What procfs calls the descriptor: no other file ever had this name. */
  readonly name: string
}

/** `null` where no temporary file can be made: then the variable must do. */
function openMarkFile(session: string): MarkFile | null {
  const path = join(tmpdir(), `watertight-${session}`)
  try {
    const fd = openSync(path, 'wx', 0o600)
    unlinkSync(path)
    return { fd, name: readlinkSync(`/proc/self/fd/${fd}`) }
  } catch {
    return null
  }
}

function markedByVariable(variable: string, probe: Probe): Member[] {
  return probe.findMarked(variable).processes.map((info) => ({ info, proof: 'environment' }))
}

function holdersOf(name: string, probe: Probe): Member[] {
  const isHolder = (pid: number): boolean => linkOf(pid) === name
  return listPids()
    .filter((pid) => pid !== process.pid && isHolder(pid))
    .flatMap((pid) => {
      const info = probe.readProcess(pid)
      // Asked again: the pid may have passed to a stranger before it was identified.
      return info !== null && !isDeadState(info.state) && isHolder(pid) ? [{ info, proof: 'descriptor' }] : []
    })
}

function linkOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/fd/${INHERITED_AS}`)
  } catch {
    return null
  }
}

/** Pids of all processes that can be seen; none where there is no procfs. */
export function listPids(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}
