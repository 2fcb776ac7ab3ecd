import type { Finding } from '@watertight/findings'
import { testsAround } from './expectations.ts'
import { parseFails } from './markers.ts'
import type { PrintedFailure } from './printed-failures.ts'
import { fullNameOf, hasBegun, type FileResult, type TestResult } from './vitest-json.ts'

/**
 * Compares Vitest's own verdicts on one file with what its findings and `// fails:` comments ask for: a test fails
 * if and only if it leaked or fails by itself, its own error comes first, and every leak is told by a failure.
 */
export function compareVerdicts(
  source: string,
  result: FileResult,
  leaks: readonly Finding[],
  printed: readonly PrintedFailure[],
): string[] {
  const own = ownFailures(source, result.assertionResults)
  return result.assertionResults.filter(hasBegun).flatMap((test) => {
    const name = fullNameOf(test)
    const mine = leaks.filter(({ owner }) => owner.scope === 'test' && owner.name === name)
    const first = printed.find((failure) => failure.name === name)?.error ?? 'nothing'
    const wrong = [
      ...leakMismatches(test, mine, own.has(name), result),
      ...ownMismatches(own.get(name), first),
    ]
    return wrong.map((text) => `"${name}": ${text}`)
  })
}

function ownFailures(source: string, tests: readonly TestResult[]): Map<string, string> {
  return new Map(
    parseFails(source).flatMap(({ line, text }) =>
      testsAround(line, tests).map((test) => [fullNameOf(test), text] as const),
    ),
  )
}

function leakMismatches(
  test: TestResult,
  leaks: readonly Finding[],
  failsItself: boolean,
  file: FileResult,
): string[] {
  if (test.status === 'skipped') return skippedMismatches(leaks, file)
  const messages = test.failureMessages ?? []
  const expected = leaks.length > 0 || failsItself ? 'failed' : 'passed'
  const received = messages.map((text) => text.split('\n', 1)[0]).join(' | ')
  if ((test.status === 'failed') !== (expected === 'failed')) {
    return [`expected it to have ${expected}, received ${test.status} ${received}`.trim()]
  }
  return leaks
    .filter(({ message }) => !messages.some((text) => text.includes(message)))
    .map(({ message }) => `expected a failure that says "${message}", received ${received}`)
}

/** A test that skipped itself cannot fail any more: its file does. */
function skippedMismatches(leaks: readonly Finding[], file: FileResult): string[] {
  const told = leaks.length === 0 || file.status === 'failed'
  return told ? [] : [`expected its file to have failed for it, received ${file.status}`]
}

// Read of the printed output, because the JSON of a test that timed out does not hold the error's message.
function ownMismatches(expected: string | undefined, first: string): string[] {
  if (expected === undefined || first.includes(expected)) return []
  return [`expected its own error "${expected}" to come first, received ${first}`]
}
