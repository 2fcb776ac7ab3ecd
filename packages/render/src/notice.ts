/** What a gate has to say besides findings: a budget that was exceeded, something that was not checked. */
export interface Notice {
  /** `error`: it is a reason to fail. */
  readonly level: 'error' | 'warning'
  /** One line. */
  readonly text: string
}

/** What every renderer of a gate's result is given besides the report. */
export interface NoticeOptions {
  readonly notices?: readonly Notice[]
}
