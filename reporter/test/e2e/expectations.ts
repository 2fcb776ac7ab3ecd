import { parseMarkers, type By, type Marker } from './markers.ts'
import { fullNameOf, hasBegun, type FileResult, type TestResult } from './vitest-json.ts'

/** A marker together with whom it charges. */
export interface Expectation extends Marker {
  /** Absolute path of the file that the marker stands in. */
  readonly file: string
  readonly owner: ExpectedOwner
}

type ExpectedOwner =
  | { readonly scope: 'file' }
  | { readonly scope: 'worker' }
  /** One full name, or several when the test is made by `.each`. */
  | { readonly scope: 'named'; readonly names: readonly string[] }

/**
 * The expectations of one source file. `result` is what Vitest says of it, absent for a module that tests import;
 * what stands in a test that was skipped is not expected.
 */
export function expectationsOf(file: string, source: string, result?: FileResult): Expectation[] {
  const tests = result?.assertionResults ?? []
  return parseMarkers(source).flatMap((marker) => {
    if (marker.by) return isSkipped(marker.by, tests) ? [] : [{ ...marker, file, owner: ownerBy(marker.by) }]
    const around = testsAround(marker.line, tests)
    if (around.length === 0)
      throw new Error(`${file}:${marker.line}: expected \`by …\`, because no test begins above.`)
    const names = around.filter(hasBegun).map(fullNameOf)
    return names.length === 0 ? [] : [{ ...marker, file, owner: { scope: 'named', names } }]
  })
}

/** The tests whose definition begins nearest above a line: several only when `.each` makes them. */
export function testsAround(line: number, tests: readonly TestResult[]): TestResult[] {
  const starts = tests.map((test) => test.location?.line ?? 0).filter((start) => start > 0 && start <= line)
  const nearest = Math.max(...starts)
  return tests.filter((test) => test.location?.line === nearest)
}

function ownerBy(by: By): ExpectedOwner {
  return by.scope === 'named' ? { scope: 'named', names: [by.name] } : { scope: by.scope }
}

// A suite's name is not among the tests, and none of a suite that was left out is: then all tests are asked.
function isSkipped(by: By, tests: readonly TestResult[]): boolean {
  const named = by.scope === 'named' ? tests.filter((test) => isWithin(fullNameOf(test), by.name)) : []
  const meant = named.length > 0 ? named : tests
  return meant.length > 0 && !meant.some(hasBegun)
}

function isWithin(fullName: string, name: string): boolean {
  return fullName === name || fullName.startsWith(`${name} > `)
}
