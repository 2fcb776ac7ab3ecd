/** The verdict and the panels below it. */
export const OVERVIEW = `
.verdict { display: flex; gap: 18px; align-items: flex-start; padding: 22px 24px; border-radius: 12px; border: 1px solid transparent }
.verdict.bad { background: var(--bad-soft); --tone: var(--bad) }
.verdict.doubtful { background: var(--doubt-soft); --tone: var(--doubt) }
.verdict.good { background: var(--good-soft); --tone: var(--good) }
.verdict h1 { color: var(--tone) }
.sign { flex: none; width: 36px; fill: none; stroke: var(--tone); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round }
.meta { display: flex; flex-wrap: wrap; margin-top: 6px; font-size: 13.5px; gap: 2px 0 }
.meta span:not(:last-child)::after { content: '·'; margin-inline: 8px; opacity: .6 }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(270px, 1fr)); gap: 16px; margin-top: 16px }
.stacked { display: grid; grid-template-rows: auto 1fr; gap: 16px }
.panel h2 { font-size: 13px; font-weight: 600; color: var(--muted); letter-spacing: 0; margin-bottom: 12px }
.command { margin-top: 16px }
.command .code { padding-inline: 14px; margin-bottom: 12px; white-space: pre-wrap; overflow-wrap: anywhere }
.kinds li { display: grid; grid-template-columns: 1fr auto; column-gap: 12px; margin-bottom: 9px; --tone: var(--bad) }
.kinds li.warning { --tone: var(--doubt) }
.kinds li a { color: var(--text); text-decoration-color: var(--control) }
.kinds b { font-variant-numeric: tabular-nums }
.bar { grid-column: 1 / -1; width: 100%; height: 4px; border-radius: 2px; background: var(--sunken); fill: var(--tone); margin-top: 2px }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px }
.figures div { display: flex; flex-direction: column-reverse }
.figures dt { color: var(--muted); font-size: 13px }
.figures dd { font-size: 30px; line-height: 1.15; font-weight: 600; letter-spacing: -.02em; font-variant-numeric: tabular-nums }
.figures .bad dd { color: var(--bad) }
.figures .good dd { color: var(--good) }
.panel details { margin-top: 12px; font-size: 13px }
.panel details li { margin-top: 4px }
.rows div { display: flex; justify-content: space-between; gap: 16px; padding: 4px 0 }
.rows div:first-child { padding-top: 0 }
.rows div:last-child { padding-bottom: 0 }
.kinds li:last-child { margin-bottom: 0 }
.rows div + div { border-top: 1px solid var(--line) }
.rows dt { color: var(--muted) }
.rows dd { font-variant-numeric: tabular-nums; font-weight: 550; text-align: right }
.unchecked li, .notes li { padding: 6px 0 }
.unchecked li + li, .notes li + li { border-top: 1px solid var(--line) }
.notes { display: grid; gap: 16px; margin-top: 14px }
.notes h3 { margin-bottom: 6px }
.notes code { font-size: 12.5px }
.scroll { overflow-x: auto; margin-top: 14px }
.plain { border-collapse: collapse; width: 100%; font-size: 14px }
.plain caption { text-align: left; color: var(--muted); font-size: 13px; padding-bottom: 6px }
.plain th, .plain td { text-align: left; padding: 6px 16px 6px 0; border-top: 1px solid var(--line); font-weight: inherit }
@media (max-width: 720px) { .verdict { padding: 18px 16px; gap: 14px } .sign { width: 30px } }
`
