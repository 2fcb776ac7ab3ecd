import { summarise } from '@watertight/findings'
import type { FileReport, Finding, Report, TestReport } from '@watertight/findings'
import type { JudgedLeak, Standing } from './judge.ts'
import type { GateResult } from './result.ts'

/** The report as the gate sees it, for renderers that know nothing of gates: what fails the gate is what fails there. */
export function judgedReport({ report, judgement }: GateResult): Report {
  const standings = new Map(judgement.leaks.map((leak) => [leak.finding, leak]))
  const files = report.files.map((file) => judgedFile(file, standings))
  const summary = summarise(files, report.workers)
  const fixed = judgement.fixed.map(({ fingerprint }) => fingerprint)
  return {
    ...report,
    files,
    summary: { ...summary, peak: report.summary.peak },
    fixed,
    unchecked: judgement.unchecked,
  }
}

function judgedFile(file: FileReport, standings: ReadonlyMap<Finding, JudgedLeak>): FileReport {
  const judged = (finding: Finding): Finding => judgedFinding(finding, standings.get(finding)?.standing)
  return {
    ...file,
    tests: file.tests.map((test) => judgedTest(test, test.findings.map(judged))),
    findings: file.findings.map(judged),
  }
}

/** A test that only a leak failed has passed where that leak fails no more. */
function judgedTest(test: TestReport, findings: readonly Finding[]): TestReport {
  const wasFailed = test.state === 'failed' && test.failedItself !== true && test.findings.some(isFailing)
  return { ...test, findings, state: wasFailed && !findings.some(isFailing) ? 'passed' : test.state }
}

function isFailing({ level }: Finding): boolean {
  return level === 'fail'
}

function judgedFinding({ known: _known, ...finding }: Finding, standing: Standing | undefined): Finding {
  if (standing === undefined) return finding
  if (standing === 'new') return { ...finding, level: 'fail' }
  return { ...finding, level: 'warn', ...(standing === 'known' ? { known: true } : {}) }
}
