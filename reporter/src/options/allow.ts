import { isKind, KINDS, targetsOf } from '@watertight/findings'
import type { Finding, Kind } from '@watertight/findings'
import { type Check, knownFields } from './check.ts'
import { OptionsError, refuseUnknown, unexpected } from './error.ts'
import { matches, type Pattern, type PatternOption, placePattern, wholePattern } from './pattern.ts'

/** Leaks that are meant: all fields that are given must match. */
export interface AllowOption {
  readonly kind?: Kind
  /** An address, path, command line, URL, event name or service: `127.0.0.1:6379`, `*esbuild*`. */
  readonly target?: PatternOption
  /** Where it was acquired: `test/server.ts`, `test/server.ts:12`, `test/legacy/*`. */
  readonly place?: PatternOption
  /** Full name of the test, the file's path, or both: `test/api.test.ts > creates a user`. */
  readonly test?: PatternOption
  /** Why it is meant; required, for those who read it later. */
  readonly reason: string
}

/** An `AllowOption` as JSON. */
export interface AllowEntry {
  readonly kind?: Kind
  readonly target?: Pattern
  readonly place?: Pattern
  readonly test?: Pattern
  readonly reason: string
}

/** Index of the first entry that allows a finding, or -1. */
export function matchAllow(finding: Finding, allow: readonly AllowEntry[]): number {
  return allow.findIndex(
    ({ kind, target, place, test }) =>
      (kind === undefined || kind === finding.kind) &&
      (target === undefined || matches(target, targetsOf(finding.facts))) &&
      (place === undefined || matches(place, placesOf(finding))) &&
      (test === undefined || matches(test, testsOf(finding))),
  )
}

/** Takes the `allow` list that a user wrote. */
export const allowList: Check<readonly AllowEntry[]> = (value, name) => {
  if (!Array.isArray(value)) throw unexpected(name, 'an array', value)
  return value.map((entry: unknown, index) => allowEntry(entry, `${name}[${index}]`))
}

/** Takes one entry that a user wrote; `name` is how errors call it. */
export const allowEntry: Check<AllowEntry> = (value, name) => {
  const fields = knownFields(value, name, [...Object.keys(FIELDS), 'reason'])
  const conditions = Object.entries(FIELDS)
    .filter(([field]) => fields.has(field))
    .map(([field, check]) => [field, check(fields.get(field), `${name}.${field}`)] as const)
  if (conditions.length === 0)
    throw new OptionsError(
      `Expected \`${name}\` to say what it allows (\`kind\`, \`target\`, \`place\` or \`test\`).`,
    )
  return { ...Object.fromEntries(conditions), reason: reason(fields.get('reason'), `${name}.reason`) }
}

/** A name that is a kind. */
const kindName: Check<Kind> = (value, name) => {
  if (typeof value !== 'string') throw unexpected(name, 'a kind', value)
  if (!isKind(value)) refuseUnknown([value], Object.keys(KINDS), `kind in \`${name}\`:`)
  return value as Kind
}

const FIELDS = { kind: kindName, target: wholePattern, place: placePattern, test: wholePattern } as const

const reason: Check<string> = (value, name) => {
  if (typeof value !== 'string' || value.trim() === '') throw unexpected(name, 'a text that says why', value)
  return value
}

function placesOf({ place }: Finding): string[] {
  return place
    ? [`${place.file}:${place.line}:${place.column}`, `${place.file}:${place.line}`, place.file]
    : []
}

function testsOf({ owner }: Finding): string[] {
  return [owner.name, owner.file, `${owner.file} > ${owner.name}`]
}
