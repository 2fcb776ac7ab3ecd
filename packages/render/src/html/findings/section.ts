import { GRAVITIES } from '../../listed.ts'
import type { Gravity } from '../../listed.ts'
import { plural } from '../../words.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { renderCard } from './card.ts'
import type { CardContext } from './card.ts'
import type { Card } from './cards.ts'

/** Cards that the page shows in full, gravest first; the table and the report have all. */
export const MOST_CARDS = 500
/** Cards that are open from the start: what is to be done first should be seen at once. */
const OPEN = 1

/** The findings, gravest first. */
export function renderFindings(cards: readonly Card[], context: CardContext): Markup {
  const some = cards.slice(0, MOST_CARDS)
  const groups = GRAVITIES.map((gravity) => some.filter((card) => card.gravity === gravity))
  return html`<section id="findings" aria-labelledby="findings-heading">
    <h2 id="findings-heading">Findings</h2>
    ${cards.length === 0 ? html`<p class="empty">Nothing was left behind.</p>` : groups.map((group) => groupOf(group, context))}
    ${cards.length > MOST_CARDS ? html`<p class="note">The first ${MOST_CARDS} of ${cards.length} places are shown; report.json has all.</p>` : ''}
  </section> `
}

function groupOf(cards: readonly Card[], context: CardContext): Markup {
  const [first] = cards
  if (first === undefined) return html``
  const isGrave = first.gravity === 'failing'
  return html`<div class="group">
    <h3>${HEADINGS[first.gravity]} <span class="count">${plural(cards.length, 'place')}</span></h3>
    <p class="note">${EXPLAINED[first.gravity]}</p>
    ${cards.map((card, index) => renderCard(card, context, isGrave && index < OPEN))}
  </div> `
}

const HEADINGS: Readonly<Record<Gravity, string>> = {
  failing: 'Failing',
  warning: 'Warnings',
  known: 'Known',
  held: 'Held',
  late: 'Late',
}

const EXPLAINED: Readonly<Record<Gravity, string>> = {
  failing: 'Never released. One place is one repair, however many tests it concerns.',
  warning: 'Never released, and of a kind that only warns.',
  known: 'Recorded in the baseline: they do not fail the run.',
  held: 'Outlived their test, and were released by a wider scope.',
  late: 'Released a moment after their test, which nothing awaited.',
}
