import { nearest } from './nearest.ts'
import { listed, sayUnexpected } from './say.ts'

/** An entry that cannot be used; the message names it, what was expected and what was given. */
export class Problem extends Error {}

/** Throws a `Problem` for a value that cannot be used; `name` is its path. */
export type Check = (value: unknown, name: string) => void

/** An object of these fields and no others. */
export function readRecord(
  value: unknown,
  name: string,
  fields: Readonly<Record<string, Check>>,
  required: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unexpected(name, 'an object', value)
  const record = value as Readonly<Record<string, unknown>>
  for (const key of Object.keys(record)) {
    if (!Object.hasOwn(fields, key)) throw unknownKey(key, name, Object.keys(fields))
  }
  for (const [key, check] of Object.entries(fields)) {
    if (record[key] !== undefined || required.includes(key)) check(record[key], `${name}.${key}`)
  }
  return record
}

/** A string that is not empty. */
export const text: Check = (value, name) => {
  if (typeof value !== 'string' || value === '') throw unexpected(name, 'a string that is not empty', value)
}

/** A string, which may be empty: the path of an export. */
export const path: Check = (value, name) => {
  if (typeof value !== 'string') throw unexpected(name, 'a string', value)
}

/** `true` or `false`. */
export const flag: Check = (value, name) => {
  if (typeof value !== 'boolean') throw unexpected(name, 'true or false', value)
}

/** The position of an argument or parameter, from 0. */
export const position: Check = (value, name) => {
  if (!Number.isInteger(value) || (value as number) < 0)
    throw unexpected(name, 'a non-negative integer', value)
}

/** One of these words. */
export function oneOf(words: readonly string[]): Check {
  return (value, name) => {
    if (typeof value !== 'string' || !words.includes(value)) {
      throw unexpected(name, `one of ${listed(words)}`, value)
    }
  }
}

/** An array of such values. */
export function listOf(check: Check): Check {
  return (value, name) => {
    if (!Array.isArray(value)) throw unexpected(name, 'an array', value)
    for (const [index, item] of value.entries()) check(item, `${name}[${index}]`)
  }
}

/** What is said of a value that cannot be used. */
export function unexpected(name: string, expectation: string, received: unknown): Problem {
  return new Problem(sayUnexpected(name, expectation, received))
}

function unknownKey(key: string, name: string, known: readonly string[]): Problem {
  const meant = nearest(key, known)
  const hint = meant === undefined ? `Known are ${listed(known)}.` : `Did you mean \`${meant}\`?`
  return new Problem(`Unknown key \`${key}\` in \`${name}\`. ${hint}`)
}
