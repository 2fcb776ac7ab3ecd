import type Plotter from 'uplot'
import type { Metric, PageData, WorkerRow } from '../../page-shape.ts'
import { sayValue } from '../../quantities.ts'
import { element } from '../element.ts'
import { chartOptions } from './chart-options.ts'
import { steerByKeys } from './keys.ts'
import type { Span } from './lanes.ts'
import { pointsOf } from './points.ts'
import type { Points } from './points.ts'
import { describeMoment } from './moment.ts'
import { Tip } from './tip.ts'

/** Defined by the library's own script, which stands before this one in the page. */
declare const uPlot: typeof Plotter

/** What is drawn: workers in lanes, over a span. */
export interface View {
  readonly data: PageData
  readonly lanes: readonly (readonly WorkerRow[])[]
  readonly span: Span
}

const HEIGHT_PX = 150

/** One metric over the run. */
export class Plot {
  readonly figure: HTMLElement
  readonly #view: View
  readonly #metric: Metric
  readonly #points: Points
  readonly #onZoom: (span: Span) => void
  readonly #canvas = element('div', { class: 'canvas' })
  readonly #tip = new Tip()
  readonly #resized = new ResizeObserver(() => this.#fit())
  #chart: Plotter | undefined
  #shown: Span

  constructor(view: View, metric: number, onZoom: (span: Span) => void) {
    this.#view = view
    this.#metric = view.data.metrics[metric] ?? { id: '', label: '', unit: 'count' }
    this.#points = pointsOf(view.lanes, view.data.tests, metric, view.span)
    this.#onZoom = onZoom
    this.#shown = view.span
    this.figure = this.#frame()
  }

  /** Draws it, once it is in the page; what was never seen, or was always nought, is said instead. */
  draw(): void {
    if (peakOf(this.#points) === null || peakOf(this.#points) === 0) return
    const options = chartOptions(this.#view, this.#metric, {
      widthPx: this.#canvas.clientWidth,
      heightPx: HEIGHT_PX,
      onCursor: (chart) => this.#moved(chart),
      onZoom: (span) => this.#zoomed(span),
    })
    const { timesMs, lanes } = this.#points
    this.#chart = new uPlot(options, [timesMs, ...lanes] as Plotter.AlignedData, this.#canvas)
    this.#chart.over.append(this.#tip.element)
    this.#resized.observe(this.#canvas)
    steerByKeys(this.#canvas, this.#chart, measuredTimes(this.#points), {
      onMove: (timeMs) => this.#say(timeMs),
      zoomBy: (factor) => this.zoomBy(factor),
    })
  }

  destroy(): void {
    this.#resized.disconnect()
    this.#chart?.destroy()
  }

  recolor(): void {
    this.#chart?.redraw(false)
  }

  /** Shows a part of the span. */
  show(span: Span): void {
    this.#shown = span
    const { min, max } = this.#chart?.scales.x ?? {}
    if (min === span.fromMs && max === span.toMs) return
    this.#chart?.setScale('x', { min: span.fromMs, max: span.toMs })
  }

  /** Shows `factor` times as much, around the cursor, and never more than there is. */
  zoomBy(factor: number): void {
    const { fromMs, toMs } = this.#shown
    const whole = this.#view.span
    const width = Math.max(Math.min((toMs - fromMs) * factor, whole.toMs - whole.fromMs), NARROWEST_MS)
    const left = this.#chart?.cursor.left ?? -1
    const middle =
      this.#chart !== undefined && left >= 0 ? this.#chart.posToVal(left, 'x') : (fromMs + toMs) / 2
    const from = Math.min(Math.max(middle - width / 2, whole.fromMs), whole.toMs - width)
    this.#onZoom({ fromMs: from, toMs: from + width })
  }

  #frame(): HTMLElement {
    const { label, unit } = this.#metric
    const heading = element('h3', { text: label })
    const peak = peakOf(this.#points)
    if (peak === null || peak === 0) {
      const text = peak === null ? 'Not sampled.' : 'None at any time.'
      return element('section', { class: 'plot' }, [
        element('header', {}, [heading, element('p', { class: 'still', text })]),
      ])
    }
    const said = element('p', { text: 'peak ' }, [element('b', { text: sayValue(peak, unit) })])
    return element('section', { class: 'plot' }, [element('header', {}, [heading, said]), this.#canvas])
  }

  #moved(chart: Plotter): void {
    const { left = -1 } = chart.cursor
    const isHere = this.#canvas.matches(':hover, :focus-visible')
    if (left < 0 || !isHere) {
      this.#tip.hide()
      return
    }
    const timeMs = chart.posToVal(left, 'x')
    const reachMs = chart.posToVal(left + 1, 'x') - timeMs
    this.#tip.show(
      describeMoment(this.#view, this.#metric, this.#points, { timeMs, reachMs }),
      left / chart.over.clientWidth,
    )
  }

  #zoomed(span: Span): void {
    if (span.fromMs !== this.#shown.fromMs || span.toMs !== this.#shown.toMs) this.#onZoom(span)
  }

  #say(timeMs: number): void {
    const moment = describeMoment(this.#view, this.#metric, this.#points, { timeMs, reachMs: 0 })
    this.#canvas.setAttribute('aria-valuenow', String(Math.round(timeMs)))
    this.#canvas.setAttribute('aria-valuetext', moment.text)
  }

  #fit(): void {
    const width = this.#canvas.clientWidth
    if (width > 0 && width !== this.#chart?.width) this.#chart?.setSize({ width, height: HEIGHT_PX })
  }
}

/** Beyond this nothing more is to be seen. */
const NARROWEST_MS = 1

function measuredTimes({ timesMs, lanes }: Points): number[] {
  return timesMs.filter((_, index) => lanes.some((values) => typeof values[index] === 'number'))
}

function peakOf({ lanes }: Points): number | null {
  let peak: number | null = null
  for (const lane of lanes)
    for (const value of lane) if (typeof value === 'number' && (peak === null || value > peak)) peak = value
  return peak
}
