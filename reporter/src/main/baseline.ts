import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { baselineEntry, compareWithBaseline, formatBaseline, parseBaseline } from '@watertight/findings'
import type { BaselineEntry, Finding, Unchecked } from '@watertight/findings'
import type { ResolvedOptions } from '../options.ts'
import type { FileRecord } from '../worker/file-record.ts'
import { findingsOf } from './collect.ts'
import { writeAtomically } from './write-report.ts'

/** The known leaks of a project: read before the run, compared or rewritten after it. */
export class Baseline {
  readonly unchecked: Unchecked[] = []
  /** Whether this run may write the file anew: one that could not be read would lose what it holds. */
  #isWritable = true
  readonly #entries: readonly BaselineEntry[]
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
    const leaked = records
      .flatMap((record) => findingsOf(record.report))
      .filter((finding) => finding.status === 'leaked')
    const { fixed } = compareWithBaseline(leaked, this.#entries, (owner) => wasChecked(owner, records))
    if (this.updates) this.#rewrite(this.#path, leaked, fixed)
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

  #rewrite(path: string, leaked: readonly Finding[], fixed: readonly BaselineEntry[]): void {
    const kept = this.#entries.filter((entry) => !fixed.includes(entry))
    const seen = leaked.map((finding) => baselineEntry(finding, this.#root))
    const failure = writeAtomically(path, formatBaseline([...kept, ...seen]))
    if (failure !== null) this.unchecked.push({ what: 'baseline', why: failure })
  }
}

/** An owner is a test file, `file > suite` or `file > suite > test`: it was checked when a test of it ran. */
function wasChecked(owner: string, records: readonly FileRecord[]): boolean {
  return records.some(({ report: { path, tests } }) => {
    const ran = tests.filter((test) => test.after !== null).map((test) => `${path} > ${test.name}`)
    return (
      owner === 'worker' ||
      owner === path ||
      ran.some((test) => test === owner || test.startsWith(`${owner} > `))
    )
  })
}
