import { attemptOr } from './attempt.ts'

// Captured, because tests replace it to fake memory figures.
const rss = process.memoryUsage.rss.bind(process.memoryUsage)

/** Resident memory of this process in bytes; `null` where the operating system does not tell. */
export function readOwnRss(): number | null {
  return attemptOr(null, rss)
}
