/** One leak of a run, as much of it as a linter shows. */
export interface ObservedLeak {
  /** Fact and remedy, in one line. */
  readonly message: string
  /** 1-based, of the run. */
  readonly line: number
  readonly kind: string
  /** Whether a baseline had it already. */
  readonly isKnown: boolean
  /** What stood there; reports of older versions do not say. */
  readonly digest: { readonly line: string; readonly file: string } | null
}

/** What a report says of the files of a project. */
export interface Observation {
  /** By the absolute path of the file. */
  readonly leaks: ReadonlyMap<string, readonly ObservedLeak[]>
  /** When the run ended, in ms since the epoch. */
  readonly endedAtMs: number
  /** The same for people: `2026-01-31 12:00 UTC`. */
  readonly when: string
}
