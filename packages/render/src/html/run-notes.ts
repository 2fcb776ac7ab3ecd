import type { Report } from '@watertight/findings'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { sayBytes, sayDuration } from './quantities.ts'

/** Entries of one list; the report has all. */
const MOST = 50

/** What else is to be known of the run: creeping memory, ended processes, slow teardowns, stale options. */
export function renderRunNotes(report: Report): Markup {
  const notes = NOTES.map(([heading, entriesOf]) => noteOf(heading, entriesOf(report)))
  if (notes.every(({ text }) => text === '')) return html``
  return html`<section id="notes" aria-labelledby="notes-heading">
    <h2 id="notes-heading">Also seen</h2>
    <div class="notes">${notes}</div>
  </section> `
}

const NOTES: readonly (readonly [heading: string, entriesOf: (report: Report) => readonly Markup[]])[] = [
  [
    'Processes ended after the run',
    ({ reaped }) =>
      reaped.map(
        ({ pid, command, signal, outcome, owner }) =>
          html`<b>${pid}</b> ${FATES[outcome]}
            (${signal})${owner === undefined ? '' : html`, started by ${owner}`}<br /><code
              >${command}</code
            >`,
      ),
  ],
  [
    'Memory that creeps',
    ({ trends }) =>
      trends.map(
        ({ file, fromBytes, toBytes, tests }) =>
          html`${file}: ${sayBytes(fromBytes)} → ${sayBytes(toBytes)} over ${tests} tests`,
      ),
  ],
  [
    'Slow teardowns',
    ({ slowTeardowns }) =>
      slowTeardowns.map(
        ({ file, name, teardownMs }) => html`<b>${sayDuration(teardownMs)}</b> ${file} > ${name}`,
      ),
  ],
  [
    'Entries of `allow` that matched nothing',
    ({ staleAllows }) => staleAllows.map((reason) => html`${reason}`),
  ],
]

const FATES: Readonly<Record<Report['reaped'][number]['outcome'], string>> = {
  ended: 'ended',
  refused: 'refused to be ended',
  survived: 'survived',
}

function noteOf(heading: string, entries: readonly Markup[]): Markup {
  if (entries.length === 0) return html``
  const more = entries.length > MOST ? html`<li>… and ${entries.length - MOST} more</li>` : ''
  return html`<section class="panel">
    <h3>${heading}</h3>
    <ul>
      ${entries.slice(0, MOST).map((entry) => html`<li>${entry}</li>`)}${more}
    </ul>
  </section> `
}
