import { writeSync } from 'node:fs'

/** Writes to standard output or error before it returns; a reader that has gone, or a closed terminal, is no failure of ours. */
export function writeTo(stream: 'stdout' | 'stderr', text: string): void {
  let bytes = Buffer.from(text)
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(process[stream].fd, bytes))
    } catch (error) {
      // A full pipe that somebody made non-blocking: it empties as soon as its reader gets to it.
      if (!isFull(error)) return
    }
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN'
}
