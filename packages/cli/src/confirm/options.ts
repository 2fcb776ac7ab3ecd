/** What `watertight confirm` was asked for. */
export interface ConfirmOptions {
  readonly runs: number
  readonly root?: string
  readonly config?: string
  readonly json?: true
}
