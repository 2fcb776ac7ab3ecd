import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Report } from '@watertight/findings'

/**
 * Writes the report beside its place and renames it there: a run that is killed leaves the last good one.
 * Returns why it could not, or `null`.
 */
export function writeReport(path: string, report: Report): string | null {
  return writeAtomically(path, `${JSON.stringify(report, null, 1)}\n`)
}

export function writeAtomically(path: string, text: string): string | null {
  const draft = `${path}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(draft, text)
    renameSync(draft, path)
    return null
  } catch (error) {
    removeDraft(draft)
    return error instanceof Error ? error.message : String(error)
  }
}

/** `force` forgives a missing file only: below an unwritable path even looking for it fails. */
function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true })
  } catch {
    // The first failure is the one to tell.
  }
}
