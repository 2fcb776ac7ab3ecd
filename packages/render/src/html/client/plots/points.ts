import type { TestRow, WorkerRow } from '../../page-shape.ts'
import type { Span } from './lanes.ts'

/** Times, and the values of each lane at them. `undefined`: nothing was measured then. `null`: the line breaks off. */
export interface Points {
  readonly timesMs: readonly number[]
  readonly lanes: readonly (readonly (number | null | undefined)[])[]
}

type Point = readonly [timeMs: number, value: number | null]

/** The points of one metric over a span, on one axis of time. */
export function pointsOf(
  lanes: readonly (readonly WorkerRow[])[],
  tests: readonly TestRow[],
  metric: number,
  { fromMs, toMs }: Span,
): Points {
  const points = lanes.map((workers) => workers.flatMap((worker) => workerPoints(worker, tests, metric)))
  const times = new Set([fromMs, toMs, ...points.flatMap((lane) => lane.map(([timeMs]) => timeMs))])
  const timesMs = [...times].sort((a, b) => a - b)
  const indices = new Map(timesMs.map((timeMs, index) => [timeMs, index]))
  return { timesMs, lanes: points.map((lane) => aligned(lane, timesMs.length, indices)) }
}

/** What was measured of a worker, and a gap behind it: the next in its lane is another process. */
function workerPoints(worker: WorkerRow, tests: readonly TestRow[], metric: number): Point[] {
  const points: Point[] = []
  const add = (timeMs: number, value: number | null | undefined): void => {
    if (typeof value === 'number') points.push([timeMs, value])
  }
  for (const { atMs, values } of worker.samples) add(atMs, values[metric])
  for (const index of worker.tests) {
    const test = tests[index]
    if (test?.startedAtMs === undefined) continue
    add(test.startedAtMs, test.before?.[metric])
    add(test.startedAtMs + test.durationMs, test.after?.[metric])
  }
  points.sort(([a], [b]) => a - b)
  const last = points.at(-1)
  return last === undefined ? [] : [...points, [last[0] + GAP_MS, null]]
}

/** Less than any two measurements are apart. */
const GAP_MS = 0.001

function aligned(
  points: readonly Point[],
  length: number,
  indices: ReadonlyMap<number, number>,
): (number | null | undefined)[] {
  const values = new Array<number | null | undefined>(length).fill(undefined)
  for (const [timeMs, value] of points) {
    const index = indices.get(timeMs) ?? 0
    values[index] = higher(values[index], value)
  }
  return values
}

/** One test may end at the moment at which the next begins: the peak must not get lost between them. */
function higher(a: number | null | undefined, b: number | null): number | null {
  return typeof a === 'number' && b !== null ? Math.max(a, b) : b
}
