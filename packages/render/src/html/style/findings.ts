/** The cards of findings. */
export const FINDINGS = `
.group { margin-top: 18px }
.group h3 { display: flex; align-items: baseline; gap: 8px }
.count { font-weight: 400; color: var(--muted); font-size: 13px }
.group > .note { margin-bottom: 10px }
#findings > .empty, #run > .empty { margin-top: 10px; padding: 22px 24px; border: 1px dashed var(--line); border-radius: 10px; background: var(--surface) }
.finding { background: var(--surface); border: 1px solid var(--line); border-left: 3px solid var(--tone); border-radius: 8px; margin-top: 8px; content-visibility: auto; contain-intrinsic-size: auto 48px; --tone: var(--control) }
.finding.failing { --tone: var(--bad) }
.finding.warning { --tone: var(--doubt) }
.finding > summary { display: grid; grid-template-columns: 16px minmax(150px, auto) 1fr auto; gap: 4px 14px; align-items: baseline; padding: 11px 18px 11px 14px; list-style: none; border-radius: 8px }
.finding > summary::-webkit-details-marker { display: none }
.finding > summary::before { content: ''; width: 7px; height: 7px; border: solid var(--muted); border-width: 0 1.5px 1.5px 0; transform: translateY(-2px) rotate(-45deg); justify-self: center }
.finding[open] > summary::before { transform: translateY(-4px) rotate(45deg) }
.finding > summary:hover { background: var(--sunken) }
.kind { font-weight: 600 }
.where { font-family: var(--mono); font-size: 13px }
.via, .whom { color: var(--muted); font-size: 13px }
.via { font-family: var(--sans) }
.finding-body { padding: 4px 20px 20px 44px }
.finding-body > * + * { margin-top: 14px }
.finding-body .line { display: block; width: max-content; min-width: 100%; padding-right: 16px; color: inherit; background: none }
.finding-body mark.line { background: var(--bad-soft); box-shadow: inset 3px 0 var(--tone) }
.warning mark.line { background: var(--doubt-soft) }
.number { display: inline-block; width: 52px; padding-right: 18px; text-align: right; color: var(--muted); user-select: none }
.remedy { display: grid; grid-template-columns: auto 1fr; gap: 12px; padding: 10px 14px; border-radius: 8px; background: var(--good-soft) }
.remedy strong { color: var(--good); font-weight: 600 }
.remedy code { background: none; padding: 0 }
.rule { font-size: 13.5px; color: var(--muted) }
.rule code { color: var(--text) }
.stack { margin-top: 4px !important; font-family: var(--mono); font-size: 12.5px; line-height: 1.7 }
.stack li { display: flex; flex-wrap: wrap; gap: 0 14px }
.stack i { color: var(--muted) }
.at { color: var(--muted) }
.owners > li { padding: 12px 0; border-top: 1px solid var(--line); display: grid; gap: 4px }
.owners > li:last-child { padding-bottom: 0 }
.finding-body > details > summary { color: var(--accent); font-size: 13.5px }
.finding-body > details > .owners { margin-top: 10px }
.owner { font-weight: 550 }
.owners ul { padding-left: 18px; list-style: disc; font-size: 13.5px }
.confirmation { font-size: 13.5px; color: var(--doubt) }
.confirmation.grows { color: var(--bad) }
.confirmation.not-seen { color: var(--muted) }
@media (max-width: 720px) {
  .finding > summary { grid-template-columns: 16px 1fr auto; gap: 2px 10px; padding-inline: 10px 14px }
  .finding > summary .where { grid-column: 2 / -1; grid-row: 2 }
  .finding-body { padding: 4px 14px 16px }
  .number { width: 40px; padding-right: 12px }
}
@media print { .finding { content-visibility: visible } }
`
