import type Plotter from 'uplot'
import type { Metric } from '../../page-shape.ts'
import { sayDuration, sayValue } from '../../quantities.ts'
import { colorOf, LANE_COLORS } from './colors.ts'
import type { Span } from './lanes.ts'
import { drawMarks } from './marks.ts'
import type { View } from './plot.ts'

interface ChartSetting {
  readonly widthPx: number
  readonly heightPx: number
  readonly onCursor: (chart: Plotter) => void
  readonly onZoom: (span: Span) => void
}

/** How a plot looks, and what it tells us of. */
export function chartOptions(view: View, metric: Metric, setting: ChartSetting): Plotter.Options {
  return {
    width: setting.widthPx,
    height: setting.heightPx,
    legend: { show: false },
    padding: [8, 20, 0, 0],
    cursor: {
      sync: { key: 'run', scales: ['x', null] },
      drag: { x: true, y: false },
      y: false,
      points: { size: 8, width: 0, fill: cursorColor },
    },
    scales: { x: { time: false }, y: { range: (_chart, _min, max) => [0, max === 0 ? 1 : max * 1.08] } },
    axes: [axis(sayMoment, { size: 24, space: 80 }), valueAxis(metric)],
    series: [{}, ...view.lanes.map((_, lane) => line(lane))],
    hooks: {
      drawClear: [(chart) => drawMarks(chart, view)],
      setCursor: [setting.onCursor],
      setScale: [
        (chart, scale) => {
          const { min, max } = chart.scales.x ?? {}
          if (scale === 'x' && typeof min === 'number' && typeof max === 'number')
            setting.onZoom({ fromMs: min, toMs: max })
        },
      ],
    },
  }
}

function cursorColor(_chart: Plotter, series: number): string {
  return colorOf(`--lane-${(series - 1) % LANE_COLORS}`)
}

function line(lane: number): Plotter.Series {
  const color = `--lane-${lane % LANE_COLORS}`
  return {
    stroke: () => colorOf(color),
    width: 1.75,
    points: { size: 5, show: isSparse, fill: () => colorOf('--surface') },
  }
}

/** Measurements are marked one by one as long as there is room between them. */
function isSparse(chart: Plotter, series: number): boolean {
  const measured = Array.from(chart.data[series] ?? []).filter((value) => typeof value === 'number')
  return measured.length * 10 < chart.bbox.width / devicePixelRatio
}

function axis(
  say: (value: number) => string,
  { size, space }: { readonly size: number; readonly space: number },
): Plotter.Axis {
  return {
    size,
    space,
    stroke: () => colorOf('--muted'),
    font: '12px system-ui, sans-serif',
    grid: { stroke: () => colorOf('--line'), width: 1 },
    ticks: { show: false },
    values: (_chart, splits) => splits.map(say),
  }
}

function valueAxis(metric: Metric): Plotter.Axis {
  const looks = axis((value) => sayTick(value, metric), { size: 60, space: 34 })
  return metric.unit === 'bytes' ? { ...looks, incrs: MEGABYTE_STEPS } : looks
}

/** Round numbers of MB (1024² bytes), as they are said. */
const MEGABYTE_STEPS = [0.1, 1, 10, 100, 1000, 10_000].flatMap((power) =>
  [1, 2, 5].map((digit) => digit * power * 1024 ** 2),
)

function sayMoment(ms: number): string {
  return ms === 0 ? '0' : sayDuration(ms)
}

/** Half a descriptor is none: such ticks stay blank. */
function sayTick(value: number, { unit }: Metric): string {
  if (unit === 'count') return Number.isInteger(value) ? sayValue(value, unit) : ''
  return value === 0 ? '0' : sayValue(value, unit)
}
