/** What the page's script reads: the tests and workers of the run, with texts that are fit to be shown. */
export interface PageData {
  readonly durationMs: number
  readonly metrics: readonly Metric[]
  /** Titles of kinds. */
  readonly kinds: readonly string[]
  /** Paths of test files. */
  readonly files: readonly string[]
  readonly tests: readonly TestRow[]
  readonly workers: readonly WorkerRow[]
}

/** What is measured; values of a test or worker stand in the order of the metrics. */
export interface Metric {
  readonly id: string
  readonly label: string
  readonly unit: 'bytes' | 'count'
}

/** One value a metric; `null` where it was not observed. */
export type Values = readonly (number | null)[]

/** The gravest thing that is to be said of a test. */
export type Verdict =
  'leaked' | 'failed' | 'warned' | 'known' | 'held' | 'late' | 'passed' | 'skipped' | 'pending'

export interface TestRow {
  readonly name: string
  /** Index into the files. */
  readonly file: number
  readonly line?: number
  readonly verdict: Verdict
  readonly startedAtMs?: number
  readonly durationMs: number
  readonly before: Values | null
  readonly after: Values | null
  readonly peak: Values | null
  readonly findings: readonly FindingLink[]
}

export interface FindingLink {
  /** Index into the kinds. */
  readonly kind: number
  /** Element that tells of it; absent where the page does not. */
  readonly anchor?: string
}

export interface WorkerRow {
  readonly label: string
  /** Indices of its tests, in the order in which they began. */
  readonly tests: readonly number[]
  readonly samples: readonly TimedValues[]
}

/** What was measured from outside at a moment. */
export interface TimedValues {
  readonly atMs: number
  readonly values: Values
}
