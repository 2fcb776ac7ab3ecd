import { describe, expect, test } from 'vitest'
import { type Language, lintAll, syntaxErrors } from './lint-all.ts'
import {
  EXPRESSION_PLACES,
  HEADER,
  JSX_PLACES,
  SEEDS,
  STATEMENT_PLACES,
  TYPESCRIPT_PLACES,
} from './pieces.ts'
import { pick, seeded } from './random.ts'

const statements: Record<Language, readonly string[]> = {
  js: STATEMENT_PLACES,
  ts: [...TYPESCRIPT_PLACES, ...STATEMENT_PLACES],
  jsx: [...JSX_PLACES, ...STATEMENT_PLACES],
}
const languages = Object.keys(statements) as Language[]

describe.each(languages)('odd code in .%s', { timeout: 300_000 }, (language) => {
  test('is code: every piece parses', () => {
    const places = [...statements[language], ...EXPRESSION_PLACES]
    const codes = [...places.map((place) => fill(place, 'x')), ...SEEDS]
    expect(codes.flatMap((code) => syntaxErrors(code, language))).toEqual([])
  })

  test('crashes no rule with any resource in any place', () => {
    const places = [...statements[language], ...EXPRESSION_PLACES.map((place) => `void ${place}`)]
    const codes = places.flatMap((place) => SEEDS.map((seed) => HEADER + fill(place, seed)))
    expect(crashesOf(codes, language).crashes).toEqual([])
  })

  test('crashes no rule however it is nested', () => {
    const random = seeded(20_260)
    const codes = Array.from({ length: 1000 }, () => HEADER + nested(random, statements[language]))
    const { crashes, read } = crashesOf(codes, language)
    expect(crashes).toEqual([])
    // What one place allows, another one around it may not, such as `await` or `super`.
    expect(read).toBeGreaterThan(codes.length / 4)
  })
})

function fill(place: string, expression: string): string {
  // Not a pattern of replacement: the expressions hold `$`.
  return place.replaceAll(/@(?![a-z])/g, () => expression)
}

function nested(random: () => number, places: readonly string[]): string {
  const count = 1 + Math.floor(random() * 4)
  const expression = (depth: number): string =>
    depth === 0 ? pick(random, SEEDS) : fill(pick(random, EXPRESSION_PLACES), expression(depth - 1))
  return Array.from({ length: count }, () => {
    const depth = Math.floor(random() * 3)
    return `{ ${fill(pick(random, places), expression(depth))} }`
  }).join('\n')
}

function crashesOf(codes: readonly string[], language: Language): { crashes: string[]; read: number } {
  const [crashes, results]: [string[], unknown[]] = [[], []]
  for (const code of codes) {
    try {
      results.push(lintAll(code, language))
    } catch (error) {
      crashes.push(`${String((error as Error).stack)}\n${code.slice(HEADER.length)}`)
    }
  }
  return { crashes, read: results.filter((result) => result !== null).length }
}
