import type { FileReport, Finding, Report } from '@watertight/findings'
import { findingsOf } from '@watertight/findings'
import type { AccusedFile } from './protocol.ts'

/** A leak of a report, and the file that it is of. */
export interface Accusation {
  readonly finding: Finding
  readonly file: FileReport
}

/** All leaks of a report; what was released in the end accuses nobody. */
export function accusationsOf({ files }: Report): Accusation[] {
  return files.flatMap((file) =>
    findingsOf(file)
      .filter(({ status }) => status === 'leaked')
      .map((finding) => ({ finding, file })),
  )
}

/** The files to run, with the names of all that is accused in each. */
export function filesToRun(accusations: readonly Accusation[]): AccusedFile[] {
  const files = new Map<FileReport, Set<string> | null>()
  for (const { finding, file } of accusations) {
    const names = namesOf(finding)
    const known = files.get(file)
    files.set(file, names === null || known === null ? null : new Set([...(known ?? []), ...names]))
  }
  return [...files].map(([{ project, path }, names]) => ({ project, path, names: names && [...names] }))
}

/** The same files as a whole. */
export function wholeFiles(accusations: readonly Accusation[]): AccusedFile[] {
  return filesToRun(accusations).map((file) => ({ ...file, names: null }))
}

/** Whoever is charged, and all who could have been. */
function namesOf({ owner, suspects = [] }: Finding): string[] | null {
  return owner.scope === 'test' || owner.scope === 'suite' ? [owner.name, ...suspects] : null
}
