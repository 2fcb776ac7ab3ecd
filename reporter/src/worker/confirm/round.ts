/** A file whose findings are to be confirmed. */
export interface AccusedFile {
  readonly project: string
  /** Relative to the root, `/` separated. */
  readonly path: string
  /** Full names of the tests and suites that run again; `null` for the whole file. */
  readonly names: readonly string[] | null
}

/**
 * Runs some tests several times in one worker. `again` runs a file's tests and hooks without loading the file anew,
 * so that what it keeps at module level stays; `reload` loads the test file anew each time, but not what it imports.
 */
export interface ConfirmRound {
  readonly runs: number
  readonly how: 'again' | 'reload'
  readonly files: readonly AccusedFile[]
}
