import { nearest, sayReceived } from '@watertight/findings'

/** Names, values and checks of options: the check answers what was expected when it is not satisfied. */
export type Expectations = Readonly<Record<string, Expectation>>

/** What an option must be, in words, and whether a value is that. */
export interface Expectation {
  readonly words: string
  readonly isMet: (value: unknown) => boolean
}

/** Durations in milliseconds, which timers of Node take up to 2^31 - 1. */
export const milliseconds: Expectation = {
  words: 'a non-negative integer',
  isMet: (value) => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31,
}

/** Any text but the empty one. */
export const text: Expectation = {
  words: 'a non-empty string',
  isMet: (value) => typeof value === 'string' && value !== '',
}

/** TCP ports that can be held. */
export const portNumber: Expectation = {
  words: 'a port from 1 to 65535',
  isMet: (value) => Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= 65_535,
}

/** Functions. */
export const callable: Expectation = {
  words: 'a function',
  isMet: (value) => typeof value === 'function',
}

/** Anything that has fields. */
export const fields: Expectation = {
  words: 'an object',
  isMet: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
}

/** Strings, such as the arguments of a command. */
export const texts: Expectation = {
  words: 'an array of strings',
  isMet: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
}

/** Throws a `TypeError` that says name, expectation and what was received. */
export function expectMet(name: string, value: unknown, { words, isMet }: Expectation): void {
  if (!isMet(value)) throw new TypeError(`Expected \`${name}\` to be ${words}, got ${sayReceived(value)}.`)
}

/** Throws for options that are not known, naming the nearest that is, and for values that are not as expected. */
export function expectOptions(options: object, expected: Expectations): void {
  const known = Object.keys(expected)
  for (const [name, value] of Object.entries(options)) {
    const expectation = Object.hasOwn(expected, name) ? expected[name] : undefined
    if (expectation === undefined) throw new TypeError(sayUnknown(name, known))
    if (value !== undefined) expectMet(name, value, expectation)
  }
}

function sayUnknown(name: string, known: readonly string[]): string {
  const meant = nearest(name, known)
  const hint = meant === undefined ? `Known are: ${known.join(', ')}.` : `Did you mean \`${meant}\`?`
  return `Unknown option \`${name}\`. ${hint}`
}
