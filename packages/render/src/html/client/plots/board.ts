import type { PageData, WorkerRow } from '../../page-shape.ts'
import { byId } from '../element.ts'
import { forgetColors } from './colors.ts'
import { lanesOf, spanOf } from './lanes.ts'
import type { Span } from './lanes.ts'
import { Plot } from './plot.ts'
import type { View } from './plot.ts'

/** Draws a plot for each metric of the chosen workers, all over one axis of time. */
export function drawPlots(data: PageData): { recolor: () => void } {
  const board = byId('plots', HTMLDivElement)
  if (board === undefined) return { recolor: () => undefined }
  let plots: readonly Plot[] = []
  const zoom = zoomButtons((factor) => plots.at(0)?.zoomBy(factor))
  const draw = (workers: readonly WorkerRow[]): void => {
    for (const plot of plots) plot.destroy()
    const view = viewOf(data, workers)
    const onZoom = (span: Span): void => {
      for (const plot of plots) plot.show(span)
      zoom.changed(span.fromMs > view.span.fromMs || span.toMs < view.span.toMs)
    }
    plots = data.metrics.flatMap((_, metric) => new Plot(view, metric, onZoom))
    board.replaceChildren(...plots.map(({ figure }) => figure))
    for (const plot of plots) plot.draw()
    zoom.changed(false)
  }
  chooseWorker(data.workers, draw)
  return {
    recolor: () => {
      forgetColors()
      for (const plot of plots) plot.recolor()
    },
  }
}

function viewOf(data: PageData, workers: readonly WorkerRow[]): View {
  const spans = workers.map((worker) => spanOf(worker, data.tests))
  const fromMs = Math.min(...spans.map((span) => span.fromMs))
  const toMs = Math.max(...spans.map((span) => span.toMs))
  return { data, lanes: lanesOf(workers, data.tests), span: { fromMs, toMs: Math.max(toMs, fromMs + 1) } }
}

function chooseWorker(workers: readonly WorkerRow[], draw: (workers: readonly WorkerRow[]) => void): void {
  const select = byId('worker', HTMLSelectElement)
  const chosen = (): readonly WorkerRow[] => {
    const one = workers[Number(select?.value)]
    return one === undefined ? workers : [one]
  }
  select?.addEventListener('change', () => draw(chosen()))
  draw(chosen())
}

function zoomButtons(zoomBy: (factor: number) => void): { changed: (zoomed: boolean) => void } {
  const reset = byId('zoom-reset', HTMLButtonElement)
  byId('zoom-in', HTMLButtonElement)?.addEventListener('click', () => zoomBy(1 / 2))
  byId('zoom-out', HTMLButtonElement)?.addEventListener('click', () => zoomBy(2))
  reset?.addEventListener('click', () => zoomBy(Infinity))
  return {
    changed: (zoomed) => {
      if (reset !== undefined) reset.disabled = !zoomed
    },
  }
}
