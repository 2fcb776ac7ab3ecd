import type { Report } from '@watertight/findings'
import { listFindings } from '../listed.ts'
import type { Listed } from '../listed.ts'
import { resultOf } from './result.ts'
import type { Result } from './result.ts'
import { ruleOf } from './rules.ts'
import type { Rule } from './rules.ts'

/** What a run of SARIF says of a report's findings. */
export interface Results {
  readonly rules: readonly Rule[]
  readonly results: readonly Result[]
  /** Findings without any file to show, which can be no result. */
  readonly placeless: readonly Listed[]
  /** How many findings were too many. */
  readonly cut: number
}

/** What fails, what warns and what a baseline knows, in this order; what was released is no result. */
export function resultsOf(report: Report): Results {
  const { failing, warning, known } = listFindings(report)
  const all = [...failing, ...warning, ...known]
  const listed = all.slice(0, MOST_RESULTS)
  const kinds = [...new Set(listed.map(({ finding }) => finding.kind))].sort()
  const results: Result[] = []
  const placeless: Listed[] = []
  for (const [one, occurrence] of numbered(listed)) {
    const result = resultOf(one, { ruleIndex: kinds.indexOf(one.finding.kind), occurrence })
    if (result === undefined) placeless.push(one)
    else results.push(result)
  }
  return { rules: kinds.map(ruleOf), results, placeless, cut: all.length - listed.length }
}

/** GitHub refuses a run with more than 25,000 results, and shows 5,000 of them. */
const MOST_RESULTS = 5000

/** Each finding with how many of its fingerprint there have been. */
function numbered(listed: readonly Listed[]): (readonly [Listed, number])[] {
  const seen = new Map<string, number>()
  return listed.map((one) => {
    const occurrence = (seen.get(one.finding.fingerprint) ?? 0) + 1
    seen.set(one.finding.fingerprint, occurrence)
    return [one, occurrence]
  })
}
