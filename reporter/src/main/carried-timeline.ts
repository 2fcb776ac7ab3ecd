import type { Unchecked, WorkerReport, WorkerSample } from '@watertight/findings'
import { recordOf } from './collect.ts'
import type { Timeline } from './timeline.ts'
import type { TestModuleLike, VitestLike } from './vitest-types.ts'

/** Key of the file task's `meta` under which a shard's samples of its worker travel in the blob. */
const TIMELINE_KEY = 'watertightTimeline'

/** What a worker used while it ran one file. JSON only. */
export interface CarriedTimeline {
  /** Tells workers of different machines with the same pid apart. */
  readonly session: string
  readonly pid: number
  readonly file: string
  /** What the times of the samples count from, in milliseconds since the epoch. */
  readonly startedAtMs: number
  readonly samples: readonly WorkerSample[]
}

/**
 * Leaves the samples of workers with the files that have ended, for the blob reporter: it writes the tasks down before
 * any other reporter can have gathered anything at the end of the run, whatever their order.
 */
export class TimelineCarrier {
  readonly #session: string
  readonly #carried = new Map<string, CarriedTimeline>()

  constructor(session: string) {
    this.#session = session
  }

  /** Leaves what was sampled until now; waits for a sample that is being taken. */
  async carry(module: TestModuleLike, timeline: Timeline): Promise<void> {
    const record = recordOf(module)
    if (record === undefined) return
    await timeline.sampled()
    const { workerPid: pid, report } = record
    this.#carried.set(module.task.id, {
      session: this.#session,
      pid,
      file: report.path,
      startedAtMs: timeline.startedAtMs,
      samples: timeline.take(pid),
    })
    this.leave([module])
  }

  /** Once more at the end of the run: Vitest 3 replaces what was left when a verdict is sent after the file's end. */
  leave(modules: readonly TestModuleLike[]): void {
    for (const { task } of modules) {
      const carried = this.#carried.get(task.id)
      if (carried !== undefined) task.meta[TIMELINE_KEY] = carried
    }
  }
}

/** Whether this run writes a blob. */
export function writesBlob({ config }: VitestLike): boolean {
  return (config.reporters ?? []).some((entry) => (Array.isArray(entry) ? entry[0] : entry) === 'blob')
}

/** Whether this run merges blobs: its workers ran long ago, and their pids are somebody else's now. */
export function mergesBlobs({ config }: VitestLike): boolean {
  return Boolean(config.mergeReports)
}

/** The timelines that came with the blobs, and what is to be said of those that did not. */
export function carriedTimelines(modules: readonly TestModuleLike[]): {
  timelines: CarriedTimeline[]
  unchecked: Unchecked[]
} {
  const observed = modules.filter((module) => recordOf(module) !== undefined)
  const timelines = observed.flatMap(
    ({ task }) => (task.meta[TIMELINE_KEY] as CarriedTimeline | undefined) ?? [],
  )
  const lost = observed.length - timelines.length
  const why = `${lost} of ${observed.length} files came without the samples of their workers`
  return { timelines, unchecked: lost > 0 ? [{ what: 'timeline', why }] : [] }
}

/** Each worker with all of its files, timed from when the whole run began. Pure. */
export function workersOf(timelines: readonly CarriedTimeline[], beganMs: number): WorkerReport[] {
  const groups = new Map<string, CarriedTimeline[]>()
  for (const timeline of timelines) {
    const key = `${timeline.session} ${timeline.pid}`
    groups.set(key, [...(groups.get(key) ?? []), timeline])
  }
  return [...groups.values()].map((group) => ({
    pid: group[0]?.pid ?? 0,
    files: group.map(({ file }) => file).sort(),
    samples: group.flatMap((timeline) => rebased(timeline, beganMs)).sort((a, b) => a.atMs - b.atMs),
  }))
}

function rebased({ samples, startedAtMs }: CarriedTimeline, beganMs: number): WorkerSample[] {
  return samples.map((sample) => ({
    ...sample,
    atMs: Math.max(0, Math.round(sample.atMs + startedAtMs - beganMs)),
  }))
}
