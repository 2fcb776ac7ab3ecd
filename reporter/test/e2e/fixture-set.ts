import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Finding } from '@watertight/findings'
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest'
import { compareFindings, findingsOf, type Comparison } from './compare.ts'
import { expectationsOf } from './expectations.ts'
import { sourcesIn, testFilesIn } from './fixture-files.ts'
import { JSON_REPORTER, OUR_REPORTERS, runVitest, type VitestRun } from './run-vitest.ts'
import { FIXTURES, layOut } from './target.ts'
import { compareSuites, printedFailures } from './printed-failures.ts'
import { compareVerdicts } from './verdicts.ts'
import { hasBegun, type FileResult } from './vitest-json.ts'

interface CheckedRun {
  readonly root: string
  readonly run: VitestRun
  /** What Vitest says of each test file, by absolute path. */
  readonly results: ReadonlyMap<string, FileResult>
  readonly findings: readonly Finding[]
  readonly comparison: Comparison
}

/** One Vitest run over all files of `fixtures/<folder>`, then one test for each file that has an expectation. */
export function describeFixtures(folder: string): void {
  describe(folder, () => {
    let checked: CheckedRun
    let remove: (() => void) | undefined

    beforeAll(async () => {
      const copy = layOut(folder)
      remove = copy.remove
      checked = await runAndCompare(copy.path)
    })
    afterAll(() => remove?.())

    test.for(testFilesIn(join(FIXTURES, folder)))('%s', (path, context) =>
      checkFixture(checked, path, context),
    )

    test('what is expected of imported modules is found', () => {
      const tested = new Set(testFilesIn(join(FIXTURES, folder)).map((path) => join(checked.root, path)))
      expect(
        [...checked.comparison.mismatches]
          .filter(([file]) => !tested.has(file))
          .flatMap(([, texts]) => texts),
      ).toEqual([])
    })
  })
}

/** Runs Vitest over a folder and compares its findings with the markers of all sources in it. */
export async function runAndCompare(root: string, args: readonly string[] = []): Promise<CheckedRun> {
  const run = await runVitest({
    cwd: root,
    args: [
      ...OUR_REPORTERS,
      ...JSON_REPORTER,
      '--includeTaskLocation',
      '--testTimeout=20000',
      '--hookTimeout=20000',
      ...args,
    ],
  })
  if (!run.report || !run.json)
    throw new Error(`Expected a report and results, received\n${run.stdout}\n${run.stderr}`)
  const results = new Map(run.json.testResults.map((result) => [result.name, result]))
  const expectations = sourcesIn(root).flatMap((file) =>
    expectationsOf(file, readFileSync(file, 'utf8'), results.get(file)),
  )
  const findings = findingsOf(run.report)
  return { root, run, results, findings, comparison: compareFindings(root, findings, expectations) }
}

function checkFixture(checked: CheckedRun, path: string, context: TestContext): void {
  const { root, run, results, findings, comparison } = checked
  const file = join(root, path)
  const result = results.get(file)
  if (!result) throw new Error(`Expected Vitest to run ${path}, received\n${run.stdout}\n${run.stderr}`)
  const leaks = findings.filter((finding) => isFailure(finding) && resolve(root, finding.owner.file) === file)
  const printed = printedFailures(path, run.stderr)
  expect([
    ...(comparison.mismatches.get(file) ?? []),
    ...compareVerdicts(readFileSync(file, 'utf8'), result, leaks, printed),
    ...compareSuites(result, leaks, printed),
  ]).toEqual([])
  context.skip(!result.assertionResults.some(hasBegun), 'all of its tests are skipped here')
}

function isFailure({ status, level, known }: Finding): boolean {
  return status === 'leaked' && level === 'fail' && known !== true
}
