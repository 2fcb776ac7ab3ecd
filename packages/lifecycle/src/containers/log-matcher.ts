import type { LogPiece } from './engine/log-frames.ts'

/**
 * Makes a predicate that is told a log piece by piece, and is true once as many lines as wanted show the pattern.
 * The line that is still being written counts: a prompt never ends.
 */
export function createLogMatcher(pattern: string | RegExp, times: number): (piece: LogPiece) => boolean {
  const isMatch = typeof pattern === 'string' ? (line: string) => line.includes(pattern) : matches(pattern)
  const unfinished = { stdout: '', stderr: '' }
  let count = 0
  return ({ stream, text }) => {
    const lines = (unfinished[stream] + text).split(/\r?\n/)
    // Bounded, for output that has no lines.
    unfinished[stream] = (lines.pop() ?? '').slice(-LONGEST_LINE)
    count += lines.filter(isMatch).length
    return count + Object.values(unfinished).filter(isMatch).length >= times
  }
}

const LONGEST_LINE = 64 * 1024

function matches(pattern: RegExp): (line: string) => boolean {
  // With `g` or `y` a RegExp remembers where it stopped, in another line.
  const stateless = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''))
  return (line) => stateless.test(line)
}
