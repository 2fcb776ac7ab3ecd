import { types } from 'node:util'
import type { Check } from './check.ts'
import { unexpected } from './error.ts'

/** What a user writes: a text in which `*` stands for anything, or a regular expression. */
export type PatternOption = string | RegExp

/** A regular expression as JSON, so that it reaches a worker. */
export interface Pattern {
  readonly source: string
  readonly flags: string
}

/** A pattern of a whole text. */
export const wholePattern: Check<Pattern> = (value, name) => toPattern(value, name, ['^', '$'])

/** A pattern of a path, or of its end from a `/` on, with or without line and column. */
export const placePattern: Check<Pattern> = (value, name) => {
  const path = typeof value === 'string' ? value.replace(/^\.\//, '') : value
  return toPattern(path, name, ['(?:^|/)', '(?::\\d+){0,2}$'])
}

/** Whether any of these texts matches. */
export function matches({ source, flags }: Pattern, texts: readonly string[]): boolean {
  const expression = new RegExp(source, flags)
  return texts.some((text) => expression.test(text))
}

function toPattern(value: unknown, name: string, [from, to]: readonly [string, string]): Pattern {
  // Not `instanceof`, which misses those of a vm context; a `g` or `y` would make one match depend on the last.
  if (types.isRegExp(value)) return { source: value.source, flags: value.flags.replace(/[gy]/g, '') }
  if (typeof value !== 'string' || value.trim() === '') {
    throw unexpected(name, 'a text (`*` stands for anything) or a regular expression', value)
  }
  return { source: from + value.split('*').map(escaped).join('.*') + to, flags: 's' }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
