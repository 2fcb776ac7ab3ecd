import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { baselineEntry, formatBaseline, parseBaseline } from '@watertight/findings'
import type { Unchecked } from '@watertight/findings'
import type { ResolvedOptions } from '../options.ts'
import type { FileRecord } from '../worker/file-record.ts'
import { findingsOf } from './collect.ts'
import { writeAtomically } from './write-report.ts'

/** The known leaks of a project: read before the run, compared or rewritten after it. */
export class Baseline {
  readonly fingerprints: readonly string[]
  readonly unchecked: Unchecked[] = []
  readonly #path: string | null
  readonly #update: boolean
  readonly #root: string

  constructor({ baseline, update }: ResolvedOptions, root: string) {
    this.#path = baseline === undefined ? null : resolve(root, baseline)
    this.#update = update
    this.#root = root
    this.fingerprints = this.#path === null ? [] : this.#read(this.#path)
  }

  /** Fingerprints that were not seen any more; with an update the file is rewritten without them. */
  settle(records: readonly FileRecord[]): string[] {
    if (this.#path === null) return []
    const seen = new Set(records.flatMap(record => record.known))
    if (this.#update) this.#rewrite(this.#path, records)
    return this.fingerprints.filter(fingerprint => !seen.has(fingerprint))
  }

  #read(path: string): string[] {
    try {
      return parseBaseline(readFileSync(path, 'utf8'), path).map(entry => entry.fingerprint)
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      if (!missing) this.unchecked.push({ what: 'baseline', where: path, why: (error as Error).message })
      return []
    }
  }

  #rewrite(path: string, records: readonly FileRecord[]): void {
    const leaked = records.flatMap(record => findingsOf(record.report)).filter(finding => finding.status === 'leaked')
    const failure = writeAtomically(path, formatBaseline(leaked.map(finding => baselineEntry(finding, this.#root))))
    if (failure !== null) this.unchecked.push({ what: 'baseline', where: path, why: failure })
  }
}
