import type { Finding } from '@watertight/findings'
import { fullNameOf, type FileResult } from './vitest-json.ts'

/**
 * Compares the suites and the file that failed with those that leaked. Vitest's JSON does not tell a failed suite
 * from a passed one, so the default reporter's ` FAIL ` lines are read; `''` is the file itself.
 */
export function compareSuites(
  path: string,
  result: FileResult,
  leaks: readonly Finding[],
  output: string,
): string[] {
  const tests = new Set(result.assertionResults.map(fullNameOf))
  const received = new Set(failedNames(path, output).filter((name) => !tests.has(name)))
  const expected = new Set(leaks.flatMap(({ owner }) => suiteName(owner)))
  return [
    ...[...expected].filter((name) => !received.has(name)).map((name) => `expected ${say(name)} to fail`),
    ...[...received].filter((name) => !expected.has(name)).map((name) => `expected ${say(name)} to pass`),
  ]
}

function failedNames(path: string, output: string): string[] {
  const lines = output.split('\n').filter((line) => line.startsWith(' FAIL ') && line.includes(path))
  return lines.map((line) => {
    const name = line.slice(line.indexOf(path) + path.length).replace(/ \[ .* \]$/, '')
    return name.replace(/^ > /, '').trim()
  })
}

function suiteName({ scope, name }: Finding['owner']): string[] {
  if (scope === 'suite') return [name]
  return scope === 'file' ? [''] : []
}

function say(name: string): string {
  return name === '' ? 'the file' : `the suite "${name}"`
}
