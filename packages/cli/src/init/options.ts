/** What `watertight init` was asked for. */
export interface InitOptions {
  readonly yes?: true
  readonly dryRun?: true
  readonly json?: true
  /** False for `--no-install` and `--no-run`. */
  readonly install: boolean
  readonly run: boolean
}
