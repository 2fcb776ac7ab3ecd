import type { Facts } from './finding.ts'

/** How many resources these facts stand for, at least 1. */
export function countOf({ count = 1 }: Facts): number {
  return Math.max(1, count)
}

/** Whether the sentence is about several resources of one origin. */
export function isSeveral(facts: Facts): boolean {
  return countOf(facts) > 1
}

/** `A file handle on X`, or `3 file handles, one of them on X,`: the facts tell of one of several only. */
export function counted(facts: Facts, one: string, several: string, detail?: string): string {
  return isSeveral(facts) ? `${countOf(facts)} ${withExample(several, detail)}` : withDetail(one, detail)
}

/** `still listens on X`, or `still listen, one of them on X,`. */
export function living(facts: Facts, one: string, several: string, detail?: string): string {
  return isSeveral(facts) ? withExample(several, detail) : withDetail(one, detail)
}

/** A size in MB (1024² bytes), with one decimal below 10 MB. */
export function megabytes(bytes: number): string {
  const size = bytes / 1024 ** 2
  return `${Math.abs(size) < 9.95 ? trimmed(size) : size.toFixed(0)} MB`
}

/** A delay in the largest unit that keeps it readable: `250 ms`, `60 s`, `5 min`, `24 h`. */
export function duration(ms: number): string {
  const [, size, unit] = UNITS.find(([from]) => ms >= from) ?? UNITS_SMALLEST
  return `${trimmed(ms / size)} ${unit}`
}

const UNITS_SMALLEST = [0, 1, 'ms'] as const

/** From which delay on each unit is used, its length in ms, its name. A minute is said as `60 s`. */
const UNITS: readonly (readonly [from: number, size: number, unit: string])[] = [
  [2 * 3_600_000, 3_600_000, 'h'],
  [2 * 60_000, 60_000, 'min'],
  [1000, 1000, 's'],
  UNITS_SMALLEST,
]

function withDetail(text: string, detail: string | undefined): string {
  return detail === undefined ? text : `${text} ${detail}`
}

function withExample(text: string, detail: string | undefined): string {
  return detail === undefined ? text : `${text}, one of them ${detail},`
}

function trimmed(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '')
}
