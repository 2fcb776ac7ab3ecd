import { InvalidArgumentError } from 'commander'
import type { Command, Option } from 'commander'
import { nearest, sayReceived } from '@watertight/findings'

/** A whole number of milliseconds, as an option's value. */
export function milliseconds(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw expected('a non-negative integer (milliseconds)', value)
  return Number(value)
}

/** A whole number between two others, as an option's value. */
export function integerFrom(lowest: number, highest: number): (value: string) => number {
  return (value) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN
    if (number >= lowest && number <= highest) return number
    throw expected(`an integer from ${lowest} to ${highest}`, value)
  }
}

/** A TCP port, as an argument. */
export function portNumber(value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : 0
  if (port < 1 || port > 65_535) throw expected('a port from 1 to 65535', value)
  return port
}

/** Collects the values of an option that may be given several times. */
export function repeated(value: string, former: readonly string[] = []): readonly string[] {
  if (value.trim() === '') throw expected('a text (`*` stands for anything)', value)
  return [...former, value]
}

/** A text that is not empty, such as the path of a file. */
export function someText(value: string): string {
  if (value.trim() === '') throw expected('a text', value)
  return value
}

/** `--json` of a command that has `--format`. */
export function jsonOption(command: Command): Option {
  return command.createOption('--json', 'the same as --format json').conflicts('format')
}

/** One of some words. */
export function oneOf<const T extends string>(words: readonly T[]): (value: string) => T {
  return (value) => {
    const found = words.find((word) => word === value)
    if (found !== undefined) return found
    const meant = nearest(value, words)
    throw expected(sayWords(words), value, meant === undefined ? '' : ` Did you mean \`${meant}\`?`)
  }
}

function sayWords(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(' or ')
}

function expected(what: string, value: string, hint = ''): InvalidArgumentError {
  return new InvalidArgumentError(`Expected ${what}, got ${sayReceived(value)}.${hint}`)
}
