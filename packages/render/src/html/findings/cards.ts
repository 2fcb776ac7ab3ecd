import type { Finding, Report } from '@watertight/findings'
import { GRAVITIES, listFindings, repairsOf } from '../../listed.ts'
import type { Gravity } from '../../listed.ts'

/** Findings that one repair ends: of the same kind, acquired at the same place, and equally grave. */
export interface Card {
  /** Id of its element. */
  readonly anchor: string
  readonly gravity: Gravity
  readonly first: Finding
  readonly findings: readonly Finding[]
}

/** The cards of a report, gravest first, each where its first finding stands in the report. */
export function cardsOf(report: Report): Card[] {
  const lists = listFindings(report)
  return GRAVITIES.flatMap((gravity) => repairsOf(lists[gravity]).map((repair) => ({ gravity, repair }))).map(
    ({ gravity, repair }, index) => ({
      anchor: `finding-${index + 1}`,
      gravity,
      first: repair[0].finding,
      findings: repair.map(({ finding }) => finding),
    }),
  )
}
