/** The table of tests; on a phone each row becomes a small card. */
export const TESTS = `
#tests .toolbar { margin-top: 12px }
#tests .wide { flex: 1 1 220px }
#tests-status { margin: 12px 0 8px; color: var(--muted); font-size: 13px }
.tests { width: 100%; border-collapse: separate; border-spacing: 0; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; font-size: 14px }
.tests th, .tests td { text-align: left; padding: 9px 12px; vertical-align: top; font-weight: inherit }
.tests thead th { padding: 0; position: sticky; top: 0; background: var(--surface); border-bottom: 1px solid var(--line); border-radius: 10px 10px 0 0; white-space: nowrap; z-index: 1 }
.tests tbody tr + tr > * { border-top: 1px solid var(--line) }
.tests thead button { all: unset; display: block; width: 100%; padding: 9px 12px; cursor: pointer; color: var(--muted); font-size: 13px; font-weight: 600; box-sizing: border-box }
.tests thead button:hover { color: var(--accent) }
.tests thead button:focus-visible { outline: 2px solid var(--accent); outline-offset: -3px }
.tests thead [aria-sort] button { color: var(--text) }
.tests thead [aria-sort='ascending'] button::after { content: ' ↑' }
.tests thead [aria-sort='descending'] button::after { content: ' ↓' }
.tests .number-cell, .tests .number-cell button { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.tests .name { width: 38% }
.tests .file { display: block; color: var(--muted); font-size: 12.5px }
.tests .findings a { display: inline-block; margin-right: 8px; white-space: nowrap }
.pill { display: inline-block; padding: 1px 8px; border-radius: 10px; font-size: 12.5px; font-weight: 550; color: var(--muted); background: var(--sunken) }
.pill.leaked, .pill.failed { color: var(--bad); background: var(--bad-soft) }
.pill.warned, .pill.late, .pill.held { color: var(--doubt); background: var(--doubt-soft) }
.pill.passed { color: var(--good); background: var(--good-soft) }
#pager { justify-content: center; align-items: center; margin-top: 14px }
#pager[hidden] { display: none }
.tests .empty { padding: 26px; text-align: center }
@media (max-width: 720px) {
  .toolbar label { flex: 1 1 40% }
  .tests, .tests tbody { display: block }
  .tests thead { display: none }
  .tests tr { display: grid; grid-template-columns: repeat(5, 1fr); gap: 6px 8px; padding: 12px 14px }
  .tests tbody tr + tr { border-top: 1px solid var(--line) }
  .tests tbody tr + tr > * { border: 0 }
  .tests th, .tests td { display: block; padding: 0 }
  .tests .name, .tests .empty { grid-column: 1 / -1; width: auto }
  .tests .verdict-cell { grid-column: 1 / 3 }
  .tests .findings { grid-column: 3 / -1; text-align: right }
  .tests .findings a { margin: 0 0 0 8px }
  .tests .number-cell { text-align: left; font-size: 13px }
  .tests .number-cell[data-label]::before { content: attr(data-label); display: block; color: var(--muted); font-size: 12px }
}
`
