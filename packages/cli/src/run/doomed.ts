import { readFileSync } from 'node:fs'
import { constants } from 'node:os'

/** What is known of the death of a process before its parent hears of it. */
export interface Doom {
  /** Whether a signal has been sent to it that it has not acted upon yet. */
  readonly isPending: (signal: NodeJS.Signals) => boolean
  /** Whether it is about to be gone: nothing can change any more of what it dies of. */
  readonly isDying: boolean
}

/** Reads the doom of a process from `/proc/<pid>/status` and `stat`; none where there is no procfs. */
export function readDoom(pid: number): Doom {
  const status = read(`/proc/${pid}/status`)
  const pending = [...status.matchAll(/^(?:SigPnd|ShdPnd):\s*([\da-f]+)$/gm)]
  const bits = pending.reduce((all, [, mask = '0']) => all | BigInt(`0x${mask}`), 0n)
  return {
    isPending: (signal) => ((bits >> BigInt(constants.signals[signal] - 1)) & 1n) === 1n,
    isDying: /^State:\s+[ZX]/m.test(status) || isExiting(read(`/proc/${pid}/stat`)),
  }
}

// include/linux/sched.h: set at the beginning of do_exit, long before the process becomes a zombie.
const PF_EXITING = 0x4
// proc_pid_stat(5): the ninth field, of which the first two end with the last parenthesis.
const FLAGS = 9 - 3

function isExiting(stat: string): boolean {
  const flags = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[FLAGS])
  return (flags & PF_EXITING) !== 0
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It is gone, and its parent has heard so, or there is no procfs.
    return ''
  }
}
