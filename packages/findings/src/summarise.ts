import type { Finding } from './finding.ts'
import type { Kind } from './kind.ts'
import type { FileReport, Sample, Summary, TestReport, WorkerReport } from './report.ts'

/** All findings of a file: those of its tests and its own. */
export function findingsOf(file: FileReport): Finding[] {
  return [...file.tests.flatMap((test) => test.findings), ...file.findings]
}

/** The summary of a report with these files and workers. */
export function summarise(files: readonly FileReport[], workers: readonly WorkerReport[]): Summary {
  const tests = files.flatMap((file) => file.tests)
  const findings = files.flatMap(findingsOf)
  const leaked = findings.filter((finding) => finding.status === 'leaked')
  return {
    files: files.length,
    tests: tests.length,
    checkedTests: tests.filter((test) => test.after !== null).length,
    failing: countByKind(findings.filter((finding) => finding.level === 'fail')),
    warning: countByKind(leaked.filter((finding) => finding.level === 'warn' && finding.known !== true)),
    held: findings.filter((finding) => finding.status === 'held').length,
    late: findings.filter((finding) => finding.status === 'late').length,
    known: findings.filter((finding) => finding.known === true).length,
    peak: peakOf(tests, workers),
  }
}

function countByKind(findings: readonly Finding[]): Partial<Record<Kind, number>> {
  const counts: Partial<Record<Kind, number>> = {}
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** A peak may lie within a test: what was sampled of the workers meanwhile counts as well. */
function peakOf(tests: readonly TestReport[], workers: readonly WorkerReport[]): Sample {
  const samples: Partial<Sample>[] = [
    ...tests.flatMap(({ before, after }) => [before, after]).filter((sample) => sample !== null),
    ...workers.flatMap((worker) => worker.samples),
  ]
  const peak = (key: keyof Sample): number | null => {
    let highest: number | null = null
    for (const sample of samples) {
      const value = sample[key] ?? null
      if (value !== null && (highest === null || value > highest)) highest = value
    }
    return highest
  }
  return {
    descriptors: peak('descriptors'),
    sockets: peak('sockets'),
    children: peak('children'),
    rssBytes: peak('rssBytes'),
    heapBytes: peak('heapBytes'),
    externalBytes: peak('externalBytes'),
  }
}
