import { readlinkSync } from 'node:fs'
import type { Kill } from './standing.ts'

/**
 * `process.kill`, but where `/proc` shows the processes of another pid namespace it refuses every signal: there a pid
 * that was proved by what was read means somebody else here (pid_namespaces(7): a procfs shows the namespace of whoever
 * mounted it). Throws an error with the code EPERM then.
 */
export const systemKill: Kill = (pid, signal) => {
  if (signal !== 0 && isForeignProcfs()) {
    throw Object.assign(
      new Error(
        `kill EPERM: /proc shows the processes of another pid namespace, so that pid ${pid} cannot be told; mount a procfs of this one.`,
      ),
      { code: 'EPERM' },
    )
  }
  return process.kill(pid, signal)
}

/** `/proc/self` is the number that the reader has in the namespace of the mount. */
function isForeignProcfs(): boolean {
  try {
    return readlinkSync('/proc/self') !== String(process.pid)
  } catch {
    // No procfs, which then shows nobody.
    return false
  }
}
