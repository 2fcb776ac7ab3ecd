import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import {
  checkedIn,
  compareWithBaseline,
  formatBaseline,
  leaksOf,
  nextBaseline,
  parseBaseline,
} from '@watertight/findings'
import type { BaselineEntry, Leak, Unchecked } from '@watertight/findings'
import type { ResolvedOptions } from '../options.ts'
import type { FileRecord } from '../worker/file-record.ts'
import { writeAtomically } from './write-report.ts'

/** The known leaks of a project: read before the run, compared or rewritten after it. */
export class Baseline {
  readonly unchecked: Unchecked[] = []
  /** Whether this run may write the file anew: one that could not be read would lose what it holds. */
  #isWritable = true
  #entries: readonly BaselineEntry[]
  readonly #path: string | null
  readonly #wantsUpdate: boolean
  readonly #root: string

  constructor({ baseline, update }: ResolvedOptions, root: string) {
    this.#path = baseline === undefined ? null : resolve(root, baseline)
    this.#wantsUpdate = update
    this.#root = root
    this.#entries = this.#path === null ? [] : this.#read(this.#path)
  }

  /** Whether the file is written anew after this run: what leaks in it is known then. */
  get updates(): boolean {
    return this.#wantsUpdate && this.#isWritable && this.#path !== null
  }

  get fingerprints(): string[] {
    return this.#entries.map((entry) => entry.fingerprint)
  }

  /**
   * Fingerprints of entries whose test ran and did not leak that way any more; with an update the file is
   * rewritten without them. Entries of what did not run stay: one file proves nothing about the others.
   */
  settle(records: readonly FileRecord[]): string[] {
    if (this.#path === null) return []
    const files = records.map(({ report }) => report)
    const unchecked = records.flatMap((record) => record.unchecked)
    const leaks = leaksOf({ files })
    const wasChecked = checkedIn({ files, unchecked }, this.#root)
    const { fixed } = compareWithBaseline(leaks, this.#entries, wasChecked)
    if (this.updates) this.#rewrite(this.#path, leaks, fixed)
    return this.updates ? [] : fixed.map((entry) => entry.fingerprint)
  }

  #read(path: string): BaselineEntry[] {
    try {
      return parseBaseline(readFileSync(path, 'utf8'), relative(this.#root, path))
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      if (!missing) {
        this.#isWritable = false
        this.unchecked.push({ what: 'baseline', why: (error as Error).message })
      }
      return []
    }
  }

  #rewrite(path: string, leaks: readonly Leak[], fixed: readonly BaselineEntry[]): void {
    const text = formatBaseline(nextBaseline(this.#entries, leaks, fixed, this.#root))
    // The next run of a watched project may be of one file: what this one recorded must be there to keep.
    this.#entries = parseBaseline(text, relative(this.#root, path))
    const failure = writeAtomically(path, text)
    if (failure !== null) this.unchecked.push({ what: 'baseline', why: failure })
  }
}
