import { isKind, KINDS } from '@watertight/findings'
import type { Kind, Report, Unchecked } from '@watertight/findings'
import { total } from '../../words.ts'
import type { Card } from '../findings/cards.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { METRICS } from '../metrics.ts'
import { sayValue } from '../quantities.ts'

/** What leaked by kind, what is new, the peaks, and what could not be checked. */
export function renderPanels(report: Report, cards: readonly Card[]): Markup {
  return html`<div class="panels">
    ${kindsPanel(report, cards)}
    <div class="stacked">${baselinePanel(report, cards)}${uncheckedPanel(report)}</div>
    ${peaksPanel(report)}
  </div> `
}

function panel(heading: string, content: Markup): Markup {
  return html`<section class="panel">
    <h2>${heading}</h2>
    ${content}
  </section> `
}

function kindsPanel({ summary: { failing, warning } }: Report, cards: readonly Card[]): Markup {
  const kinds = (Object.keys(KINDS) as Kind[]).filter(
    (kind) => (failing[kind] ?? 0) + (warning[kind] ?? 0) > 0,
  )
  if (kinds.length === 0) return panel('Leaks by kind', html`<p class="empty">None.</p>`)
  const most = Math.max(...kinds.map((kind) => Math.max(failing[kind] ?? 0, warning[kind] ?? 0)))
  const rows = kinds.flatMap((kind) => [
    kindRow(kind, failing[kind] ?? 0, 'failing', most, cards),
    kindRow(kind, warning[kind] ?? 0, 'warning', most, cards),
  ])
  return panel(
    'Leaks by kind',
    html`<ul class="kinds">
      ${rows}
    </ul>`,
  )
}

function kindRow(
  kind: Kind,
  count: number,
  gravity: 'failing' | 'warning',
  most: number,
  cards: readonly Card[],
): Markup {
  if (count === 0) return html``
  const anchor = cards.find((card) => card.first.kind === kind && card.gravity === gravity)?.anchor
  const { title, plural: several } = KINDS[kind]
  const name = count === 1 ? title : several
  const note = gravity === 'warning' ? html` <span class="note">warns</span>` : ''
  return html`<li class="${gravity}">
    <span>${anchor === undefined ? name : html`<a href="#${anchor}">${name}</a>`}${note}</span>
    <b>${count}</b>
    <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      <rect width="${((100 * count) / most).toFixed(1)}" height="1" />
    </svg>
  </li>`
}

/** A baseline records what is known; without one, all is new. */
function baselinePanel({ summary, fixed }: Report, cards: readonly Card[]): Markup {
  const fresh = total(summary.failing) + total(summary.warning)
  const known = cards.find(({ gravity }) => gravity === 'known')?.anchor
  return panel(
    'Since the baseline',
    html`<dl class="figures">
        <div class="${fresh > 0 ? 'bad' : ''}">
          <dt>New</dt>
          <dd>${fresh}</dd>
        </div>
        <div>
          <dt>Known</dt>
          <dd>${known === undefined ? summary.known : html`<a href="#${known}">${summary.known}</a>`}</dd>
        </div>
        <div class="${fixed.length > 0 ? 'good' : ''}">
          <dt>Fixed</dt>
          <dd>${fixed.length}</dd>
        </div>
      </dl>
      ${fixedList(fixed)}`,
  )
}

function fixedList(fixed: readonly string[]): Markup {
  if (fixed.length === 0) return html``
  const entries = fixed.map((fingerprint) => html`<li><code>${fingerprint}</code></li>`)
  return html`<details>
    <summary>Entries not seen any more</summary>
    <ul>
      ${entries}
    </ul>
  </details>`
}

function peaksPanel({ summary: { peak } }: Report): Markup {
  const seen = METRICS.filter(({ id }) => peak[id] !== null)
  if (seen.length === 0) return panel('Peaks', html`<p class="empty">Nothing was sampled.</p>`)
  const rows = seen.map(
    ({ id, label, unit }) =>
      html`<div>
        <dt>${label}</dt>
        <dd>${sayValue(peak[id], unit)}</dd>
      </div>`,
  )
  return panel('Peaks', html`<dl class="rows">${rows}</dl>`)
}

const MOST_PLACES = 5

function uncheckedPanel({ unchecked }: Report): Markup {
  if (unchecked.length === 0)
    return panel('Not checked', html`<p class="empty">All that was asked for was checked.</p>`)
  const groups = new Map<string, Unchecked[]>()
  for (const entry of unchecked) {
    const reason = JSON.stringify([entry.what, entry.why])
    groups.set(reason, [...(groups.get(reason) ?? []), entry])
  }
  return panel(
    'Not checked',
    html`<ul class="unchecked">
      ${[...groups.values()].map(sayUnchecked)}
    </ul>`,
  )
}

/** One entry a reason: ten files that could not be checked are one thing to know. */
function sayUnchecked(group: readonly Unchecked[]): Markup {
  const [{ what, why } = { what: '', why: '' }] = group
  const places = group.flatMap(({ where }) => (where === undefined ? [] : [where]))
  const more = places.length - MOST_PLACES
  const named = places.slice(0, MOST_PLACES).join(', ')
  const where = places.length === 0 ? '' : ` in ${named}${more > 0 ? ` and ${more} more` : ''}`
  return html`<li><b>${isKind(what) ? KINDS[what].plural : what}</b>${where}: ${why}</li>`
}
