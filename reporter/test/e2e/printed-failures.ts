import type { Finding } from '@watertight/findings'
import { fullNameOf, type FileResult } from './vitest-json.ts'

/** One failure as the default reporter prints it. */
export interface PrintedFailure {
  /** Full name of the test or suite; empty for the file itself. */
  readonly name: string
  /** First line of the error. */
  readonly error: string
}

/** The failures of one file (its path as printed) in the order of the default reporter's output. */
export function printedFailures(path: string, output: string): PrintedFailure[] {
  const lines = output.split('\n')
  return lines.flatMap((line, index) => {
    if (!line.startsWith(' FAIL ') || !line.includes(path)) return []
    // Tests that fail alike share one error: it comes after the last of their headings.
    const error = lines.slice(index).find((next) => next.trim() !== '' && !next.startsWith(' FAIL '))
    return [{ name: nameIn(line, path), error: error ?? '' }]
  })
}

/**
 * Compares the suites and the file that failed with those that leaked: Vitest's JSON does not tell a failed suite
 * from a passed one.
 */
export function compareSuites(
  result: FileResult,
  leaks: readonly Finding[],
  printed: readonly PrintedFailure[],
): string[] {
  const tests = new Set(result.assertionResults.map(fullNameOf))
  const received = new Set(printed.map(({ name }) => name).filter((name) => !tests.has(name)))
  const skipped = new Set(
    result.assertionResults.filter(({ status }) => status === 'skipped').map(fullNameOf),
  )
  const expected = new Set(leaks.flatMap(({ owner }) => suiteName(owner, skipped)))
  // What outlives a worker is seen when Vitest 4 and 5 have printed their verdict: only 3.2 still fails the file.
  const possible = new Set(leaks.some(({ owner }) => owner.scope === 'worker') ? [...expected, ''] : expected)
  return [
    ...[...expected].filter((name) => !received.has(name)).map((name) => `expected ${say(name)} to fail`),
    ...[...received].filter((name) => !possible.has(name)).map((name) => `expected ${say(name)} to pass`),
  ]
}

// ` FAIL  folder/a.test.ts:4:1 > suite > test (1st retry)` or ` FAIL  a.test.ts [ a.test.ts ]`: with the location
// that was asked for, of which Vitest 5 prints the line only, and the attempts that it tells apart.
function nameIn(line: string, path: string): string {
  return line
    .slice(line.indexOf(path) + path.length)
    .replace(/ \[ .* \]$/, '')
    .replace(/^(:\d+){1,2}/, '')
    .replace(/^ > /, '')
    .replace(/ \((initial run|[^()]*\b(retry|repeat))\)$/, '')
    .trim()
}

/** The finding of a test that skipped itself fails its file. */
function suiteName({ scope, name }: Finding['owner'], skipped: ReadonlySet<string>): string[] {
  if (scope === 'suite') return [name]
  return scope === 'file' || skipped.has(name) ? [''] : []
}

function say(name: string): string {
  return name === '' ? 'the file' : `the suite "${name}"`
}
