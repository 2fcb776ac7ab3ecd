import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import type { Observation, ObservedLeak } from './leak.ts'

/** A leak at a line of a file as it is now. */
export interface LocatedLeak {
  readonly leak: ObservedLeak
  /** 1-based. */
  readonly line: number
  /** The file is not the one that ran: the leak may be repaired elsewhere in it. */
  readonly isStale: boolean
  /** How many of its kind there are at this line, itself included. */
  readonly count: number
}

/** A file as the linter has it, which may be ahead of the disk. */
export interface Source {
  /** Absolute path. */
  readonly path: string
  readonly text: string
  readonly lines: readonly string[]
}

/** Where the leaks of a run stand in a file now; one whose line was changed or removed stands nowhere. */
export function locate(
  source: Source,
  leaks: readonly ObservedLeak[],
  { endedAtMs }: Observation,
): LocatedLeak[] {
  const finder = new Finder(source, endedAtMs)
  return groupByLine(leaks).flatMap(([leak, count]) => {
    const found = finder.find(leak)
    return found === null ? [] : [{ leak, count, ...found }]
  })
}

/** Each row of a table test leaks at the same line: said once. */
function groupByLine(leaks: readonly ObservedLeak[]): [ObservedLeak, count: number][] {
  const groups = new Map<string, [ObservedLeak, number]>()
  for (const leak of leaks) {
    const key = `${leak.line} ${leak.kind}`
    groups.set(key, [leak, (groups.get(key)?.[1] ?? 0) + 1])
  }
  return [...groups.values()].toSorted(([a], [b]) => a.line - b.line)
}

class Finder {
  readonly #source: Source
  readonly #endedAtMs: number
  /** Where each line of the run was found, so that two equal lines are not taken for one. */
  readonly #taken = new Map<number, number>()
  #file: string | undefined
  #digests: readonly string[] | undefined

  constructor(source: Source, endedAtMs: number) {
    this.#source = source
    this.#endedAtMs = endedAtMs
  }

  find({ line, digest }: ObservedLeak): { line: number; isStale: boolean } | null {
    if (line <= this.#source.lines.length && this.#isAsItRan(digest)) return { line, isStale: false }
    const moved = this.#taken.get(line) ?? (digest === null ? null : this.#moved(line, digest.line))
    if (moved === null) return null
    this.#taken.set(line, moved)
    return { line: moved, isStale: true }
  }

  /** By its text where the report has a digest of it, else by the time of the file on disk. */
  #isAsItRan(digest: ObservedLeak['digest']): boolean {
    if (digest === null) return changedAt(this.#source.path) <= this.#endedAtMs
    this.#file ??= digestOf(this.#source.text.replaceAll('\r\n', '\n'))
    return digest.file === this.#file
  }

  /** The nearest line with the same text. */
  #moved(line: number, digest: string): number | null {
    const taken = new Set(this.#taken.values())
    this.#digests ??= this.#source.lines.map((text) => digestOf(text.trim()))
    let nearest: number | null = null
    for (const [index, found] of this.#digests.entries()) {
      const at = index + 1
      if (found !== digest || taken.has(at)) continue
      if (nearest === null || Math.abs(at - line) < Math.abs(nearest - line)) nearest = at
    }
    return nearest
  }
}

/** As `@watertight/findings` makes them; a test holds the two together. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

function changedAt(path: string): number {
  try {
    return statSync(path).mtimeMs
  } catch {
    return Infinity
  }
}
