import type { Metric, TestRow } from '../../page-shape.ts'
import { sayDuration, sayValue } from '../../quantities.ts'
import { LANE_COLORS } from './colors.ts'
import type { View } from './plot.ts'
import type { Points } from './points.ts'
import { runningBetween, valueAt } from './running.ts'

/** What there is to say of a moment of the run. */
export interface Moment {
  readonly time: string
  readonly lanes: readonly MomentOfLane[]
  /** The same in one sentence, to be heard. */
  readonly text: string
}

export interface MomentOfLane {
  readonly color: number
  readonly value: string
  readonly tests: readonly TestRow[]
  readonly file: string
}

/** What was measured at a moment, and which tests ran. */
export function describeMoment(
  { data, lanes }: View,
  { unit, label }: Metric,
  points: Points,
  { timeMs, reachMs }: { readonly timeMs: number; readonly reachMs: number },
): Moment {
  const told = lanes.flatMap((workers, lane): MomentOfLane[] => {
    const value = valueAt(points.timesMs, points.lanes[lane] ?? [], timeMs)
    const tests = runningBetween(workers, data.tests, timeMs - reachMs, timeMs + reachMs)
    if (value === null && tests.length === 0) return []
    const file = data.files[tests[0]?.file ?? -1] ?? ''
    return [{ color: lane % LANE_COLORS, value: sayValue(value, unit), tests, file }]
  })
  const time = sayDuration(timeMs)
  const sentences = told.map(({ value, tests }) => `${label} ${value}, ${sayTests(tests)}`)
  return { time, lanes: told, text: [time, ...sentences].join('; ') }
}

/** Which tests ran, in a few words. */
export function sayTests(tests: readonly TestRow[]): string {
  const first = tests.find(({ verdict }) => verdict === 'leaked') ?? tests[0]
  if (first === undefined) return 'between tests'
  return tests.length === 1 ? first.name : `${first.name} and ${tests.length - 1} more`
}
