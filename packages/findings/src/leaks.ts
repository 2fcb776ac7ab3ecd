import type { Finding } from './finding.ts'
import type { Report } from './report.ts'
import { findingsOf } from './summarise.ts'

/** A finding that was never released, and the project whose run had it (empty where it has no name). */
export interface Leak {
  readonly finding: Finding
  readonly project: string
}

/** What leaked in a report, in its order; what was held or released late is no leak. */
export function leaksOf({ files }: Pick<Report, 'files'>): Leak[] {
  return files.flatMap((file) =>
    findingsOf(file)
      .filter(({ status }) => status === 'leaked')
      .map((finding) => ({ finding, project: file.project })),
  )
}
