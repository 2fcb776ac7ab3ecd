import { type Stats, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { FileReport, Finding, Report } from '@watertight/findings'
import type { Accusation } from './accused.ts'
import type { Verdict } from './verdict.ts'

/** A report with the verdicts on its findings, everything else as it was; a verdict of an earlier time goes. Pure. */
export function withVerdicts(report: Report, verdicts: ReadonlyMap<Accusation, Verdict>): Report {
  const byFinding = new Map([...verdicts].map(([{ finding }, verdict]) => [finding, verdict]))
  const judged = (finding: Finding): Finding => {
    const verdict = byFinding.get(finding)
    if (verdict === undefined) return finding
    const { confirmation: _, ...rest } = finding
    return 'confirmation' in verdict ? { ...rest, confirmation: verdict.confirmation } : rest
  }
  const files = report.files.map((file): FileReport => ({
    ...file,
    tests: file.tests.map((test) => ({ ...test, findings: test.findings.map(judged) })),
    findings: file.findings.map(judged),
  }))
  return { ...report, files }
}

/** Which writing of a file this is. */
export function writingOf(path: string): string {
  const { ino, size, mtimeMs }: Stats = statSync(path)
  return [ino, size, mtimeMs].join(':')
}

/**
 * Writes the report beside its place and renames it there. Answers why not, or `null`: a report that was written
 * meanwhile is of another run, and stays.
 */
export function replaceReport(path: string, report: Report, read: string): string | null {
  const draft = `${path}.${process.pid}.tmp`
  try {
    if (writingOf(path) !== read) return 'another run wrote it meanwhile'
    writeFileSync(draft, `${JSON.stringify(report, null, 1)}\n`)
    renameSync(draft, path)
    return null
  } catch (error) {
    rmSync(draft, { force: true })
    return error instanceof Error ? error.message : String(error)
  }
}
