import { constants } from 'node:os'

/** How this process ends: with a code, or as a signal ended what it stands for. */
export type Ending = { readonly code: number } | { readonly signal: NodeJS.Signals }

/** Exit codes. 126 and 127 are what POSIX shells say of a command that they cannot run or find. */
export const EXIT = {
  success: 0,
  failure: 1,
  usage: 2,
  unchecked: 3,
  notExecutable: 126,
  notFound: 127,
} as const

/**
 * Ends this process. Signals by which people and supervisors stop programs are raised once more, so that a shell sees
 * what happened and stops its script; any other becomes 128 + its number, because raising it might dump core.
 */
export function endWith(ending: Ending): void {
  if (!('signal' in ending)) {
    process.exitCode = ending.code
    return
  }
  process.exitCode = 128 + constants.signals[ending.signal]
  if (!RAISED.has(ending.signal)) return
  process.removeAllListeners(ending.signal)
  process.kill(process.pid, ending.signal)
}

const RAISED: ReadonlySet<NodeJS.Signals> = new Set(['SIGHUP', 'SIGINT', 'SIGTERM'])
