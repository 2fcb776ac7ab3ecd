import type { Finding, TestReport } from '@watertight/findings'
import type { Verdict } from './page-shape.ts'

/** The gravest thing that is to be said of a test. */
export function verdictOf(test: TestReport): Verdict {
  return GRAVEST_FIRST.find(([, applies]) => applies(test))?.[0] ?? test.state
}

const GRAVEST_FIRST: readonly (readonly [verdict: Verdict, applies: (test: TestReport) => boolean])[] = [
  ['leaked', ({ findings }) => findings.some(({ level }) => level === 'fail')],
  ['failed', ({ state }) => state === 'failed'],
  ['warned', ({ findings }) => findings.some((finding) => isLeaked(finding) && finding.known !== true)],
  ['known', ({ findings }) => findings.some(({ known }) => known === true)],
  ['held', ({ findings }) => findings.some(({ status }) => status === 'held')],
  ['late', ({ findings }) => findings.some(({ status }) => status === 'late')],
]

function isLeaked({ status }: Finding): boolean {
  return status === 'leaked'
}
