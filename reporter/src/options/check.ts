import { OptionsError, refuseUnknown, unexpected } from './error.ts'

/** Takes a value that a user gave for the option `name`, or throws an `OptionsError`. */
export type Check<T> = (value: unknown, name: string) => T

/** A value that is one of these texts. */
export function oneOf<const T extends string>(...allowed: readonly T[]): Check<T> {
  return (value, name) => {
    const found = allowed.find((one) => one === value)
    if (found === undefined)
      throw unexpected(name, sayAlternatives(allowed.map((one) => `\`'${one}'\``)), value)
    return found
  }
}

export const nonNegativeInteger: Check<number> = (value, name) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw unexpected(name, 'a non-negative integer', value)
  return value as number
}

export const positiveNumber: Check<number> = (value, name) => {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) {
    throw unexpected(name, 'a positive number', value)
  }
  return value
}

export const trueOrFalse: Check<boolean> = (value, name) => {
  if (typeof value !== 'boolean') throw unexpected(name, '`true` or `false`', value)
  return value
}

export const filePath: Check<string> = (value, name) => {
  if (typeof value !== 'string' || value.trim() === '') throw unexpected(name, 'a path', value)
  return value
}

export const filePathOrFalse: Check<string | false> = (value, name) => {
  if (value === false) return false
  if (typeof value !== 'string' || value.trim() === '') throw unexpected(name, 'a path or `false`', value)
  return value
}

/** An object of which every key is known; keys without a value count as absent. */
export function knownFields(
  value: unknown,
  name: string,
  known: readonly string[],
  what = 'field',
): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unexpected(name, 'an object', value)
  refuseUnknown(Object.keys(value), known, `${what} in \`${name}\`:`)
  return new Map(Object.entries(value).filter(([, field]) => field !== undefined))
}

/** Whether an environment variable says yes: `1` does, `0` and an empty one do not, all else is refused. */
export function environmentFlag(env: NodeJS.ProcessEnv, name: string): boolean {
  return environmentWord(env, name, ['0', '1'], '0') === '1'
}

/** An environment variable that is one of these words; an unset or empty one is the default. */
export function environmentWord<const T extends string>(
  env: NodeJS.ProcessEnv,
  name: string,
  allowed: readonly T[],
  byDefault: T,
): T {
  const value = env[name] ?? ''
  const found = value === '' ? byDefault : allowed.find((one) => one === value)
  if (found !== undefined) return found
  const expectation = sayAlternatives(allowed.map((one) => `\`${one}\``))
  throw new OptionsError(
    `Expected the environment variable \`${name}\` to be ${expectation}, got \`${value}\`.`,
  )
}

function sayAlternatives(quoted: readonly string[]): string {
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`
}
