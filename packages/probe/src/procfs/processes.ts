import { attemptOr } from '../attempt.ts'
import { readFileSync, readdirSync } from '../captured.ts'
import { isDeadState } from '../observed.ts'
import type { ProcessIdentity, ProcessInfo } from '../observed.ts'
import { readBoot } from './boot.ts'
import type { Boot } from './boot.ts'
import { parseStat } from './stat.ts'
import type { ProcessStat } from './stat.ts'

/** Reads single processes below one `/proc`. */
export interface ProcessReader {
  readonly read: (pid: number) => ProcessInfo | null
  readonly isAlive: (identity: ProcessIdentity) => boolean
}

/** Makes a reader that reads the boot once, when it is first needed: one boot outlives every process. */
export function createProcessReader(procRoot: string): ProcessReader {
  let known: Boot | undefined
  const boot = (): Boot => (known ??= readBoot(procRoot))
  return {
    read(pid) {
      const stat = readStat(procRoot, pid)
      return stat === null ? null : describe(stat, readCommand(procRoot, stat), boot())
    },
    isAlive(identity) {
      const stat = readStat(procRoot, identity.pid)
      return stat !== null && !isDeadState(stat.state) && isSame(identity, stat, boot())
    },
  }
}

/** Reads and parses `/proc/<pid>/stat`; `null` when there is no such process. */
export function readStat(procRoot: string, pid: number): ProcessStat | null {
  return attemptOr(null, () => parseStat(readFileSync(`${procRoot}/${pid}/stat`, 'utf8')))
}

/** The pids of all processes that can be seen; throws when the folder cannot be read. */
export function listProcesses(procRoot: string): number[] {
  return readdirSync(procRoot)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

// include/uapi/asm-generic/param.h: USER_HZ is 100 on every architecture that Node supports.
const TICKS_PER_SECOND = 100

function describe(stat: ProcessStat, command: string, boot: Boot): ProcessInfo {
  const { pid, startTicks, ppid, pgrp, session, state } = stat
  const identity = { pid, startTicks, bootId: boot.id }
  const info = { identity, ppid, pgrp, session, state, command }
  return boot.atMs === null
    ? info
    : { ...info, startedAtMs: boot.atMs + (startTicks * 1000) / TICKS_PER_SECOND }
}

function readCommand(procRoot: string, stat: ProcessStat): string {
  const text = attemptOr('', () => readFileSync(`${procRoot}/${stat.pid}/cmdline`, 'utf8'))
  return text.replace(/\0+$/, '').replaceAll('\0', ' ') || `[${stat.name}]`
}

function isSame(identity: ProcessIdentity, stat: ProcessStat, boot: Boot): boolean {
  return boot.id !== '' && identity.bootId === boot.id && identity.startTicks === stat.startTicks
}
