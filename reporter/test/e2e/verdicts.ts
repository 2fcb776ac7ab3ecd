import type { Finding } from '@watertight/findings'
import { parseFails } from './markers.ts'
import { testsAround } from './expectations.ts'
import { fullNameOf, hasBegun, type FileResult, type TestResult } from './vitest-json.ts'

/**
 * Compares Vitest's own verdicts on one file with what its findings and `// fails:` comments ask for: a test fails
 * if and only if it leaked or fails by itself, its own error comes first, and every leak is told by a failure.
 */
export function compareVerdicts(source: string, result: FileResult, leaks: readonly Finding[]): string[] {
  const own = ownFailures(source, result.assertionResults)
  return result.assertionResults.filter(hasBegun).flatMap((test) => {
    const name = fullNameOf(test)
    const mine = leaks.filter(({ owner }) => owner.scope === 'test' && owner.name === name)
    return verdictMismatches(test, mine, own.get(name)).map((text) => `"${name}": ${text}`)
  })
}

function ownFailures(source: string, tests: readonly TestResult[]): Map<string, string> {
  return new Map(
    parseFails(source).flatMap(({ line, text }) =>
      testsAround(line, tests).map((test) => [fullNameOf(test), text] as const),
    ),
  )
}

function verdictMismatches(test: TestResult, leaks: readonly Finding[], ownText?: string): string[] {
  const messages = test.failureMessages ?? []
  const expected = leaks.length > 0 || ownText !== undefined ? 'failed' : 'passed'
  const received = messages.map(firstLine).join(' | ')
  if ((test.status === 'failed') !== (expected === 'failed'))
    return [`expected it to have ${expected}, received ${test.status} ${received}`.trim()]
  const untold = leaks.filter(({ message }) => !messages.some((text) => text.includes(message)))
  return [
    ...untold.map(({ message }) => `expected a failure that says "${message}", received ${received}`),
    ...(ownText === undefined || messages[0]?.includes(ownText)
      ? []
      : [`expected its own error "${ownText}" to come first, received ${received}`]),
  ]
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
