import type { FileReport } from '@watertight/findings'

// Spoken with `@watertight/vitest/confirm`, which is loaded from the project that is checked: its types are not here.

/** A file that runs again, and which of its tests and suites; `null` for all. */
export interface AccusedFile {
  readonly project: string
  readonly path: string
  readonly names: readonly string[] | null
}

/** `again`: without loading the file anew. `reload`: the test file is loaded anew each time, what it imports is not. */
export interface ConfirmRound {
  readonly runs: number
  readonly how: 'again' | 'reload'
  readonly files: readonly AccusedFile[]
}

/** What the runs of one file showed, in their order. */
export interface ShownFile {
  readonly project: string
  readonly path: string
  readonly passes: readonly FileReport[]
  /** Why nobody could observe it. */
  readonly problem?: string
}

export type Request =
  | { readonly type: 'open'; readonly root: string; readonly config?: string }
  | { readonly type: 'round'; readonly round: ConfirmRound }

export type Answer =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly path: string }
  | { readonly type: 'shown'; readonly files: readonly ShownFile[] }
  | { readonly type: 'failed'; readonly why: string }
