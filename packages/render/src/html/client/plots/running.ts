import type { TestRow, WorkerRow } from '../../page-shape.ts'

/** The tests of a lane that ran at some time between two moments, in the order in which they began. */
export function runningBetween(
  workers: readonly WorkerRow[],
  tests: readonly TestRow[],
  fromMs: number,
  toMs: number,
): TestRow[] {
  return workers
    .flatMap((worker) => worker.tests)
    .flatMap((index) => tests[index] ?? [])
    .filter(({ startedAtMs, durationMs }) => {
      return startedAtMs !== undefined && startedAtMs <= toMs && startedAtMs + durationMs >= fromMs
    })
}

/** The value that was measured nearest to a moment; `null` where there is no line. */
export function valueAt(
  timesMs: readonly number[],
  values: readonly (number | null | undefined)[],
  timeMs: number,
): number | null {
  const before = measured(values, lastBefore(timesMs, timeMs), -1)
  const after = measured(values, lastBefore(timesMs, timeMs) + 1, 1)
  const [from, to] = [values[before] ?? null, values[after] ?? null]
  // Before the first value of a worker there is none; behind its last one stands the gap.
  if (from === null || to === null) return from
  return timeMs - (timesMs[before] ?? 0) <= (timesMs[after] ?? 0) - timeMs ? from : to
}

function measured(values: readonly (number | null | undefined)[], from: number, step: 1 | -1): number {
  let index = from
  while (index >= 0 && index < values.length && values[index] === undefined) index += step
  return index
}

function lastBefore(timesMs: readonly number[], timeMs: number): number {
  let low = 0
  let high = timesMs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((timesMs[middle] ?? 0) <= timeMs) low = middle + 1
    else high = middle
  }
  return low - 1
}
