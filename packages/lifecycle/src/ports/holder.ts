import type { ProcessIdentity } from '@watertight/probe'
import type { ProcessTree } from '../processes/tree.ts'

/** A process that listens on a port. */
export interface PortHolder {
  readonly identity: ProcessIdentity
  readonly pid: number
  readonly command: string
  /** Milliseconds since the epoch. */
  readonly startedAtMs?: number
  /** `127.0.0.1:8000`, `[::]:8000`. */
  readonly addresses: readonly string[]
  /**
   * - `stale`: Watertight started it for a run that has ended.
   * - `ours`: Watertight started it for a run that is still there.
   * - `foreign`: nothing proves that it is ours.
   */
  readonly standing: 'stale' | 'ours' | 'foreign'
  /** The name under which it was owned, and the project; absent when no record tells. */
  readonly name?: string
  readonly projectRoot?: string
  /** What is ended with it. */
  readonly tree: ProcessTree
}

/** Who holds a port. */
export interface PortHolding {
  readonly port: number
  /** `held` without holders: the system does not show by whom, as of another user's process. */
  readonly state: 'free' | 'held'
  readonly holders: readonly PortHolder[]
  /** Present where no process can be read at all: nobody can be named, whoever it is. */
  readonly isBlind?: true
}
