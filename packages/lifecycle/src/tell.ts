import { writeSync } from 'node:fs'

/** Says one line to the user. */
export type Tell = (line: string) => void

const STDERR = 2

/** Writes a line to standard error, at once: the process may be about to end. */
export const tellStderr: Tell = (line) => {
  try {
    writeSync(STDERR, `watertight: ${line}\n`)
  } catch {
    // The terminal is closed, or a pipe is full: there is nobody to tell.
  }
}
