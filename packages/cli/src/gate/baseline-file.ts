import { readFileSync } from 'node:fs'
import { BaselineError, formatBaseline, parseBaseline, printable } from '@watertight/findings'
import type { BaselineEntry } from '@watertight/findings'
import { UsageError } from '../usage-error.ts'
import { writeAtomically } from '../write-atomically.ts'

/** What a baseline file lists; `null` where there is no file yet. Throws a `UsageError` for one that cannot be used. */
export function readBaseline(path: string): BaselineEntry[] | null {
  try {
    return parseBaseline(readFileSync(path, 'utf8'), printable(path, NAME_LENGTH))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new UsageError(sayWhy(error, path), { cause: error })
  }
}

/** Writes the file anew, whole or not at all. Throws a `UsageError` where it cannot be written. */
export function writeBaseline(path: string, entries: readonly BaselineEntry[]): void {
  try {
    writeAtomically(path, formatBaseline(entries))
  } catch (cause) {
    throw new UsageError(`The baseline could not be written: ${(cause as Error).message}`, { cause })
  }
}

const NAME_LENGTH = 200

function sayWhy(error: unknown, path: string): string {
  if (error instanceof BaselineError) return `${error.message} Nothing was changed.`
  const name = printable(path, NAME_LENGTH)
  return `Expected \`${name}\` to be a baseline, but it could not be read: ${(error as Error).message}`
}
