import { isDeadState } from '@watertight/probe'
import type { Probe, ProcessIdentity } from '@watertight/probe'
import { codeOf } from '../thrown.ts'

/** What is needed to look a process up: it is read, and where that fails, asked for with the signal 0. */
export interface Lookup {
  readonly probe: Pick<Probe, 'isAlive' | 'readProcess'>
  readonly kill: Kill
}

/** Like `process.kill`: sends a signal, throws when it cannot. The signal 0 is sent to nobody, it only asks. */
export type Kill = (pid: number, signal: NodeJS.Signals | 0) => unknown

/**
 * What stands under a pid now:
 * - `same`: the very process that was meant, proved by its start time and boot.
 * - `gone`: nothing, or a zombie, which only waits for its parent.
 * - `stranger`: another process.
 * - `unknown`: something that cannot be read.
 */
export type Standing = 'same' | 'gone' | 'stranger' | 'unknown'

/** Whether an identity can ever be proved: without a boot it was never read, and nothing is signalled because of it. */
export function canBeProved({ bootId }: ProcessIdentity): boolean {
  return bootId !== ''
}

/** Whether not even this process can be proved: then nobody is, nothing is recorded, and no pid is signalled. */
export function isBlind(probe: Pick<Probe, 'readProcess'>): boolean {
  const self = probe.readProcess(process.pid)
  return self === null || !canBeProved(self.identity)
}

/** Looks up what stands under the pid of an identity. */
export function lookUp(identity: ProcessIdentity, { probe, kill }: Lookup): Standing {
  if (probe.isAlive(identity)) return 'same'
  const info = probe.readProcess(identity.pid)
  if (info !== null) return isDeadState(info.state) ? 'gone' : 'stranger'
  return exists(identity.pid, kill) ? 'unknown' : 'gone'
}

function exists(pid: number, kill: Kill): boolean {
  try {
    kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}
