import type Plotter from 'uplot'

interface Steering {
  readonly onMove: (timeMs: number) => void
  readonly zoomBy: (factor: number) => void
}

/** Points that Page Up and Page Down pass over. */
const FAR = 10

/**
 * Makes a plot a slider over the run: it is reached with Tab, arrows move from one measurement to the next, and a
 * screen reader says what was measured and which test ran.
 */
export function steerByKeys(
  canvas: HTMLElement,
  chart: Plotter,
  timesMs: readonly number[],
  { onMove, zoomBy }: Steering,
): void {
  let at = 0
  const label = canvas.closest('section')?.querySelector('h3')?.textContent ?? ''
  const [first = 0, last = 0] = [timesMs[0], timesMs.at(-1)]
  set(canvas, {
    role: 'slider',
    tabindex: '0',
    'aria-label': `${label} over the run`,
    'aria-valuemin': String(Math.round(first)),
    'aria-valuemax': String(Math.round(last)),
  })
  onMove(first)
  const moveTo = (index: number): void => {
    at = Math.min(Math.max(index, 0), timesMs.length - 1)
    const timeMs = timesMs[at] ?? 0
    chart.setCursor({ left: chart.valToPos(timeMs, 'x'), top: 0 })
    onMove(timeMs)
  }
  const actions: Readonly<Record<string, () => void>> = {
    ArrowRight: () => moveTo(at + 1),
    ArrowLeft: () => moveTo(at - 1),
    ArrowUp: () => moveTo(at + 1),
    ArrowDown: () => moveTo(at - 1),
    PageUp: () => moveTo(at + FAR),
    PageDown: () => moveTo(at - FAR),
    Home: () => moveTo(0),
    End: () => moveTo(timesMs.length - 1),
    '+': () => zoomBy(1 / 2),
    '=': () => zoomBy(1 / 2),
    '-': () => zoomBy(2),
    '0': () => zoomBy(Infinity),
    Escape: () => zoomBy(Infinity),
  }
  canvas.addEventListener('keydown', (event) => {
    const action = actions[event.key]
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    action()
  })
  canvas.addEventListener('blur', () => chart.setCursor({ left: -10, top: -10 }))
}

function set(target: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value)
}
