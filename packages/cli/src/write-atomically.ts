import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes a file beside its place and renames it there: who is killed meanwhile leaves the last good one. A pipe, a
 * device or a terminal is written to as it is. Throws what the file system throws.
 */
export function writeAtomically(path: string, text: string): void {
  const target = targetOf(path)
  if (target === null) {
    writeFileSync(path, text)
    return
  }
  const draft = `${target}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(draft, text)
    renameSync(draft, target)
  } catch (error) {
    removeDraft(draft)
    throw error
  }
}

/** The file that a path leads to, be it through links; `null` for what is there and is no file. */
function targetOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return path
  return stats.isFile() || stats.isDirectory() ? realpathSync(path) : null
}

/** `force` forgives a missing file only: below an unwritable path even looking for it fails. */
function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true })
  } catch {
    // The first failure is the one to tell.
  }
}
