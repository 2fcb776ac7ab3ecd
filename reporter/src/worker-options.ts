import type { ResolvedOptions } from './options.ts'
import type { ConfirmRound } from './worker/confirm/round.ts'

/** What a worker is told: the user's options and what identifies the run. JSON only. */
export interface WorkerOptions extends ResolvedOptions {
  /** 16 hexadecimal digits, new for each run: the mark of the processes that it starts. */
  readonly session: string
  /** Absolute path that reported paths are relative to. */
  readonly root: string
  /** Major version of the Vitest that runs. */
  readonly vitestMajor: number
  /** How long Vitest waits for a worker to stop. */
  readonly teardownTimeoutMs: number
  /** Fingerprints of the baseline: these leaks are known and only warn. */
  readonly known: readonly string[]
  /** Set by `watertight confirm`: what runs, and how often. */
  readonly confirm?: ConfirmRound
}
