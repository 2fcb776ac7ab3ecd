import { element } from '../element.ts'
import { sayTests } from './moment.ts'
import type { Moment, MomentOfLane } from './moment.ts'

/** The box beside the cursor. */
export class Tip {
  readonly element = element('div', { class: 'tip', attributes: { hidden: '' } })

  /** `across`: where the cursor is, from 0 at the left to 1. */
  show(moment: Moment, across: number): void {
    this.element.replaceChildren(element('time', { text: moment.time }), ...moment.lanes.map(laneOf))
    this.element.hidden = false
    const isRight = across > 0.5
    this.element.style.left = isRight ? 'auto' : `calc(${across * 100}% + 12px)`
    this.element.style.right = isRight ? `calc(${(1 - across) * 100}% + 12px)` : 'auto'
  }

  hide(): void {
    this.element.hidden = true
  }
}

function laneOf({ color, value, tests, file }: MomentOfLane): HTMLElement {
  const leaked = tests.some(({ verdict }) => verdict === 'leaked')
  return element('div', { class: `lane-${color}` }, [
    element('span', { class: 'value', text: value }),
    element('span', { class: leaked ? 'during leak' : 'during', text: sayTests(tests) }),
    element('span', { class: 'file', text: file }),
  ])
}
