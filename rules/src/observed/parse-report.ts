import { resolve } from 'node:path'
import type { Observation, ObservedLeak } from './leak.ts'

/** The version of reports that is understood. */
const VERSION = 1
/** Longer messages are cut: an editor shows a few lines. */
const MAX_MESSAGE = 600

/** Why a text is no report that can be read. */
export class UnreadableReport extends Error {
  override readonly name = 'UnreadableReport'
}

/**
 * Reads a report as leniently as is safe: what is not as expected is left out, and only a text that is no report at
 * all, or one of a newer version, is refused. `base` is the folder in which the report was found for its project.
 */
export function parseReport(text: string, base: string): Observation {
  const report = parseJson(text)
  const { version, files, startedAt, durationMs, environment } = report
  if (typeof version === 'number' && version > VERSION)
    throw new UnreadableReport(
      `it is of version ${version}, and this plugin knows ${VERSION}; update the plugin`,
    )
  if (version !== VERSION || !Array.isArray(files))
    throw new UnreadableReport('it is JSON, but no report of Watertight')
  const startedMs = typeof startedAt === 'string' ? Date.parse(startedAt) : NaN
  const root = asRecord(environment).root
  return {
    leaks: byFile(files.flatMap(findingsOf), typeof root === 'string' ? [root, base] : [base]),
    endedAtMs: startedMs + (typeof durationMs === 'number' ? durationMs : 0),
    when: Number.isNaN(startedMs) ? 'an unknown time' : sayTime(startedMs),
  }
}

function parseJson(text: string): Fields {
  try {
    return asRecord(JSON.parse(text))
  } catch (cause) {
    throw new UnreadableReport('it is not JSON; a run may have been cut short', { cause })
  }
}

function findingsOf(file: unknown): unknown[] {
  const { tests, findings } = asRecord(file)
  return [...asList(findings), ...asList(tests).flatMap((test) => asList(asRecord(test).findings))]
}

/** Under the root of the run, and under the folder of the report: it may come from another machine. */
function byFile(findings: readonly unknown[], roots: readonly string[]): Map<string, ObservedLeak[]> {
  const leaks = new Map<string, ObservedLeak[]>()
  for (const finding of findings) {
    const found = leakOf(asRecord(finding))
    if (found === null) continue
    for (const path of new Set(roots.map((root) => resolve(root, found.file)))) {
      const known = leaks.get(path)
      if (known === undefined) leaks.set(path, [found.leak])
      else known.push(found.leak)
    }
  }
  return leaks
}

function leakOf({
  status,
  place,
  message,
  kind,
  known,
}: Fields): { file: string; leak: ObservedLeak } | null {
  const { file, line, digest } = asRecord(place)
  if (status !== 'leaked' || typeof message !== 'string' || typeof kind !== 'string') return null
  if (typeof file !== 'string' || !Number.isInteger(line) || (line as number) < 1) return null
  const leak = {
    message: inOneLine(message),
    line: line as number,
    kind,
    isKnown: known === true,
    digest: digestOf(asRecord(digest)),
  }
  return { file, leak }
}

function digestOf({ line, file }: Fields): ObservedLeak['digest'] {
  return typeof line === 'string' && typeof file === 'string' ? { line, file } : null
}

/** The names of tests are anybody's text: what could move a cursor or break a line of output goes. */
function inOneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()
  return line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE)}…` : line
}

function sayTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

type Fields = Readonly<Record<string, unknown>>

function asRecord(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
