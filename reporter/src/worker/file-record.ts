import type { FileReport, Trend, Unchecked } from '@watertight/findings'

/** Key of the file task's `meta` that our record travels under. */
export const META_KEY = 'watertight'

/** What a worker tells the main process of one file, as the file task's meta: JSON only, blob reports carry it. */
export interface FileRecord {
  readonly version: 1
  /** Its tests say in milliseconds since the epoch when they started: a worker does not know when the run did. */
  readonly report: FileReport
  readonly trend: Trend | null
  readonly unchecked: readonly Unchecked[]
  /** Indexes of the `allow` entries that matched something. */
  readonly allowed: readonly number[]
  /** Leaked processes that may be ended: pid and the name of whom they are charged to. */
  readonly processes: readonly LeakedProcess[]
  readonly workerPid: number
  /** What each run of the file showed, where it ran several times to confirm its findings. */
  readonly passes?: readonly FileReport[]
  /** Key of the worker when it has worker fixtures, whose verdict comes after its last file. */
  readonly endsLater?: string
}

export interface LeakedProcess {
  readonly pid: number
  readonly startTicks: number
  readonly bootId: string
  readonly command: string
  readonly owner: string
}
