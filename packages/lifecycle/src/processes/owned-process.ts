import type { ProcessIdentity } from '@watertight/probe'
import type { Releasable } from '../registry/owned.ts'
import type { Ending } from './start.ts'

/** A process that is owned, with everything that comes from it. */
export interface OwnedProcess extends Releasable {
  readonly pid: number
  readonly identity: ProcessIdentity
  /** When it has ended, by itself or by release. Waiting for it keeps this process alive; owning it does not. */
  readonly ended: () => Promise<Ending>
  /** What it printed, at least the last 64 K characters of it. */
  readonly output: () => string
}

/** What `spawn` throws when a process does not get ready; it has been ended then. */
export class StartError extends Error {
  override readonly name = 'StartError'
  /** `null` when a signal ended it, and when it was still running. */
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** What it printed. */
  readonly output: string

  constructor(message: string, { exitCode, signal }: Ending, output: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.exitCode = exitCode
    this.signal = signal
    this.output = output
  }
}
