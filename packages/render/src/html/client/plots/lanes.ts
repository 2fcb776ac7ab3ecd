import type { TestRow, WorkerRow } from '../../page-shape.ts'

export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/** When a worker was seen first and last. */
export function spanOf(worker: WorkerRow, tests: readonly TestRow[]): Span {
  let fromMs = Infinity
  let toMs = -Infinity
  const widen = (from: number, to: number): void => {
    fromMs = Math.min(fromMs, from)
    toMs = Math.max(toMs, to)
  }
  for (const { atMs } of worker.samples) widen(atMs, atMs)
  for (const index of worker.tests) {
    const { startedAtMs, durationMs } = tests[index] ?? { durationMs: 0 }
    if (startedAtMs !== undefined) widen(startedAtMs, startedAtMs + durationMs)
  }
  return { fromMs, toMs }
}

/**
 * Workers that were never there at the same time share a lane, in the order of time: a run that starts one process a
 * file has hundreds of workers, and as few lines as it ran processes at once.
 */
export function lanesOf(workers: readonly WorkerRow[], tests: readonly TestRow[]): WorkerRow[][] {
  const lanes: { workers: WorkerRow[]; endMs: number }[] = []
  const spans = workers.map((worker) => ({ worker, ...spanOf(worker, tests) }))
  for (const { worker, fromMs, toMs } of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const free = lanes.find(({ endMs }) => endMs < fromMs)
    if (free === undefined) lanes.push({ workers: [worker], endMs: toMs })
    else {
      free.workers.push(worker)
      free.endMs = toMs
    }
  }
  return lanes.map((lane) => lane.workers)
}
