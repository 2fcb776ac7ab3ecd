import type { Finding } from './finding.ts'
import type { Kind } from './kind.ts'
import { isKind } from './kinds.ts'
import { relativePath } from './location.ts'
import { ownerLabel } from './owner.ts'
import { sayReceived } from './received.ts'

/** Version of the baseline file's shape. */
export const BASELINE_VERSION = 1

/** A leak that is known: only `fingerprint` decides, the rest is for its reader. */
export interface BaselineEntry {
  /** 16 hex digits. */
  readonly fingerprint: string
  readonly kind: Kind
  /** `test/api.test.ts > suite > test`, or the file alone. */
  readonly owner: string
  /** Path of the acquiring file relative to the root, without a line; empty where it is unknown. */
  readonly place: string
}

export interface BaselineComparison {
  /** Findings that the baseline lists. */
  readonly known: readonly Finding[]
  /** Findings that it does not list. */
  readonly fresh: readonly Finding[]
  /** Entries that were looked for and not seen any more. */
  readonly fixed: readonly BaselineEntry[]
}

/** A baseline file that cannot be used; the message names the file, what was expected and what it holds. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError'
}

/** Reads a baseline file's text; `path` only names it in errors. Throws a `BaselineError`. */
export function parseBaseline(text: string, path: string): BaselineEntry[] {
  const file = parseJson(text, path)
  if (!isObject(file)) throw wrong(path, 'to hold an object', file)
  const { version, findings } = file
  if (version !== BASELINE_VERSION) throw wrong(path, `to have \`version\` ${BASELINE_VERSION}`, version)
  if (!Array.isArray(findings)) throw wrong(path, 'to have an array `findings`', findings)
  return findings.map((entry: unknown, index) => parseEntry(entry, `findings[${index}]`, path))
}

/** The text of a baseline file: one entry a line, sorted, so that diffs are small and merges rarely conflict. */
export function formatBaseline(entries: Iterable<BaselineEntry>): string {
  const unique = new Map([...entries].map((entry) => [entry.fingerprint, entry]))
  const sorted = [...unique.values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
  const lines = sorted.map(formatEntry).join(',\n')
  return `{\n  "version": ${BASELINE_VERSION},\n  "findings": [${lines === '' ? '' : `\n${lines}\n  `}]\n}\n`
}

/** The entry that makes a finding known. */
export function baselineEntry({ fingerprint, kind, owner, place }: Finding, root: string): BaselineEntry {
  return { fingerprint, kind, owner: ownerLabel(owner), place: place ? relativePath(place.file, root) : '' }
}

/**
 * Splits findings by what the baseline knows. An entry is fixed only if its owner was checked in this run:
 * a run of one file proves nothing about the others.
 */
export function compareWithBaseline(
  findings: readonly Finding[],
  baseline: readonly BaselineEntry[],
  wasChecked: (owner: string) => boolean = () => true,
): BaselineComparison {
  const listed = new Set(baseline.map(({ fingerprint }) => fingerprint))
  const seen = new Set(findings.map(({ fingerprint }) => fingerprint))
  return {
    known: findings.filter(({ fingerprint }) => listed.has(fingerprint)),
    fresh: findings.filter(({ fingerprint }) => !listed.has(fingerprint)),
    fixed: baseline.filter(({ fingerprint, owner }) => !seen.has(fingerprint) && wasChecked(owner)),
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const line = text.split('\n').findIndex((one) => one.startsWith('<<<<<<< ')) + 1
    const received = line > 0 ? `an unresolved merge conflict at line ${line}` : (cause as Error).message
    throw new BaselineError(`Expected \`${path}\` to be JSON, got ${received}.`, { cause })
  }
}

function parseEntry(entry: unknown, name: string, path: string): BaselineEntry {
  if (!isObject(entry)) throw wrong(path, `to have an object at \`${name}\``, entry)
  const { fingerprint, kind, owner, place } = entry
  if (typeof fingerprint !== 'string' || !/^[0-9a-f]{16}$/.test(fingerprint)) {
    throw wrong(path, `to have 16 hex digits at \`${name}.fingerprint\``, fingerprint)
  }
  if (typeof kind !== 'string' || !isKind(kind)) throw wrong(path, `to have a kind at \`${name}.kind\``, kind)
  if (typeof owner !== 'string') throw wrong(path, `to have a string at \`${name}.owner\``, owner)
  if (typeof place !== 'string') throw wrong(path, `to have a string at \`${name}.place\``, place)
  return { fingerprint, kind, owner, place }
}

function formatEntry({ fingerprint, kind, owner, place }: BaselineEntry): string {
  const fields = Object.entries({ fingerprint, kind, owner, place })
  return `    { ${fields.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(', ')} }`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(path: string, expectation: string, received: unknown): BaselineError {
  return new BaselineError(`Expected \`${path}\` ${expectation}, got ${sayReceived(received)}.`)
}
