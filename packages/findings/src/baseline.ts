import type { Finding } from './finding.ts'
import type { Kind } from './kind.ts'
import { isKind } from './kinds.ts'
import type { Leak } from './leaks.ts'
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
  /** Names of the projects in which it was seen; absent where the project has no name. */
  readonly projects?: readonly string[]
}

export interface BaselineComparison {
  /** Leaks that the baseline lists. */
  readonly known: readonly Leak[]
  /** Leaks that it does not list. */
  readonly fresh: readonly Leak[]
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
  const unique = new Map<string, BaselineEntry>()
  for (const entry of entries) unique.set(entry.fingerprint, joined(unique.get(entry.fingerprint), entry))
  const sorted = [...unique.values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
  const lines = sorted.map(formatEntry).join(',\n')
  return `{\n  "version": ${BASELINE_VERSION},\n  "findings": [${lines === '' ? '' : `\n${lines}\n  `}]\n}\n`
}

/** The entry that makes a finding known. */
export function baselineEntry(
  { fingerprint, kind, owner, place }: Finding,
  root: string,
  project = '',
): BaselineEntry {
  const where = { owner: ownerLabel(owner), place: place ? relativePath(place.file, root) : '' }
  return { fingerprint, kind, ...where, ...(project === '' ? {} : { projects: [project] }) }
}

/**
 * Splits leaks by what the baseline knows. An entry is fixed only if its owner was checked in this run: a run of one
 * file proves nothing about the others.
 */
export function compareWithBaseline(
  leaks: readonly Leak[],
  baseline: readonly BaselineEntry[],
  wasChecked: (entry: BaselineEntry) => boolean = () => true,
): BaselineComparison {
  const listed = new Set(baseline.map(({ fingerprint }) => fingerprint))
  const seen = new Set(leaks.map(({ finding }) => finding.fingerprint))
  return {
    known: leaks.filter(({ finding }) => listed.has(finding.fingerprint)),
    fresh: leaks.filter(({ finding }) => !listed.has(finding.fingerprint)),
    fixed: baseline.filter((entry) => !seen.has(entry.fingerprint) && wasChecked(entry)),
  }
}

/** The entries of a baseline that is written anew: what leaks now, and what was known and is not fixed. */
export function nextBaseline(
  baseline: readonly BaselineEntry[],
  leaks: readonly Leak[],
  fixed: readonly BaselineEntry[],
  root: string,
): BaselineEntry[] {
  const kept = baseline.filter((entry) => !fixed.includes(entry))
  return [...kept, ...leaks.map(({ finding, project }) => baselineEntry(finding, root, project))]
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
  const { projects } = entry
  if (projects === undefined) return { fingerprint, kind, owner, place }
  if (!isListOfTexts(projects))
    throw wrong(path, `to have an array of strings at \`${name}.projects\``, projects)
  return { fingerprint, kind, owner, place, projects }
}

/** One leak that several projects have: its test file is part of each. */
function joined(former: BaselineEntry | undefined, entry: BaselineEntry): BaselineEntry {
  const projects = [...new Set([...(former?.projects ?? []), ...(entry.projects ?? [])])].sort()
  return projects.length === 0 ? entry : { ...entry, projects }
}

function formatEntry({ fingerprint, kind, owner, place, projects }: BaselineEntry): string {
  const fields = Object.entries({ fingerprint, kind, owner, place, ...(projects && { projects }) })
  return `    { ${fields.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(', ')} }`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function wrong(path: string, expectation: string, received: unknown): BaselineError {
  return new BaselineError(`Expected \`${path}\` ${expectation}, got ${sayReceived(received)}.`)
}
