import type Plotter from 'uplot'
import type { TestRow } from '../../page-shape.ts'
import { colorOf } from './colors.ts'
import type { View } from './plot.ts'

/** Boundaries nearer than this to each other are a grey area and say nothing. */
const NEAREST_PX = 5

/** Marks below the lines where tests begin, and, behind them, the tests that leaked. */
export function drawMarks(chart: Plotter, view: View): void {
  const { ctx, bbox } = chart
  const ran = inSight(chart, view)
  ctx.save()
  ctx.fillStyle = colorOf('--leak-band')
  for (const [from, to] of bandsOf(chart, ran))
    ctx.fillRect(from, bbox.top, Math.max(to - from, devicePixelRatio), bbox.height)
  if (ran.length * NEAREST_PX * devicePixelRatio < bbox.width) {
    ctx.fillStyle = colorOf('--boundary')
    for (const { startedAtMs = 0 } of ran)
      ctx.fillRect(chart.valToPos(startedAtMs, 'x', true), bbox.top, devicePixelRatio, bbox.height)
  }
  ctx.restore()
}

function inSight(chart: Plotter, { lanes, data }: View): TestRow[] {
  const { min = 0, max = 0 } = chart.scales.x as { min?: number; max?: number }
  return lanes
    .flat()
    .flatMap((worker) => worker.tests)
    .flatMap((index) => data.tests[index] ?? [])
    .filter(({ startedAtMs = -1, durationMs }) => startedAtMs <= max && startedAtMs + durationMs >= min)
}

/** Bands that overlap become one, so that many leaks at once do not look graver than one. */
function bandsOf(chart: Plotter, ran: readonly TestRow[]): [from: number, to: number][] {
  const { left, width } = chart.bbox
  const clamped = (ms: number): number =>
    Math.min(Math.max(chart.valToPos(ms, 'x', true), left), left + width)
  const bands: [number, number][] = []
  const leaked = ran.filter(({ verdict }) => verdict === 'leaked')
  for (const { startedAtMs = 0, durationMs } of leaked.sort(
    (a, b) => (a.startedAtMs ?? 0) - (b.startedAtMs ?? 0),
  )) {
    const [from, to] = [clamped(startedAtMs), clamped(startedAtMs + durationMs)]
    const last = bands.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else bands.push([from, to])
  }
  return bands
}
