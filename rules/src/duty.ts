import type { Acquisition, FileAnalysis } from './analysis/model.ts'
import { fileRole } from './analysis/place.ts'
import { findingOf } from './per-request/finding.ts'

/** Which rule speaks of a resource that is never given back; null: nobody need. */
export type Duty = 'require-class-teardown' | 'require-fixture-teardown' | 'require-release'

/**
 * The one rule that speaks of a resource that nobody releases, so that none is reported twice:
 *
 * | it is acquired                                       | its rule                 |
 * | ---------------------------------------------------- | ------------------------ |
 * | into a field of a class                              | require-class-teardown   |
 * | in a hook or a fixture, or in what only those call   | require-fixture-teardown |
 * | in a test file, outside of every test                | require-fixture-teardown |
 * | in the body of a test, or in a function of a program | require-release          |
 * | at module level of a program                         | none: it ends with it    |
 * | again for each request, message, turn or tick        | no-…-per-request         |
 *
 * A release that stands somewhere but is not always reached is `require-release-on-all-paths`'s.
 */
export function dutyOf(acquisition: Acquisition, analysis: FileAnalysis): Duty | null {
  const { file, tests } = analysis
  const { holders, node, place } = acquisition
  if (holders.some(({ type }) => type === 'field')) return 'require-class-teardown'
  if (place.test !== null && place.test.type !== 'test') return 'require-fixture-teardown'
  if (tests.testPlaceOf(node)?.type === 'test') return 'require-release'
  if (place.test !== null || fileRole(file) === 'test' || tests.isTestFile) return 'require-fixture-teardown'
  if (place.function === null || isToBeShared(acquisition, analysis)) return null
  return 'require-release'
}

/** To build one and share it repairs both: whoever is told that should not be told to close each. */
function isToBeShared(acquisition: Acquisition, analysis: FileAnalysis): boolean {
  return findingOf(acquisition, analysis, { functions: 'none', varying: false }) !== null
}
