import type { FileReport } from '@watertight/findings'
import type { ConfirmRound } from '../worker/confirm/round.ts'

/** What the process that runs Vitest is told: first the project, then one round after the other. */
export type Request =
  | { readonly type: 'open'; readonly root: string; readonly config?: string }
  | { readonly type: 'round'; readonly round: ConfirmRound }

/** What it answers. */
export type Answer =
  | { readonly type: 'ready' }
  /** A file of the round has finished. */
  | { readonly type: 'progress'; readonly path: string }
  | { readonly type: 'shown'; readonly files: readonly ShownFile[] }
  | { readonly type: 'failed'; readonly why: string }

/** What the runs of one file showed, in their order. */
export interface ShownFile {
  readonly project: string
  readonly path: string
  readonly passes: readonly FileReport[]
  /** Why nobody could observe it. */
  readonly problem?: string
}
