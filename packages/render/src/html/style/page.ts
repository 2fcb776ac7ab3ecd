/** The frame of the page, its text and its controls. */
export const PAGE = `
*, ::before, ::after { box-sizing: border-box }
html { scroll-padding-top: 72px; -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.55 var(--sans); overflow-wrap: anywhere }
body > header, main { max-width: 1180px; margin-inline: auto; padding-inline: 24px }
body > header { display: flex; align-items: center; gap: 28px; height: 60px }
main { padding-bottom: 72px }
h1, h2, h3, h4, h5, p, ul, ol, dl, dd, pre, table { margin: 0; padding: 0 }
h1 { font-size: 30px; line-height: 1.2; font-weight: 650; letter-spacing: -.015em }
h2 { font-size: 20px; line-height: 1.3; font-weight: 650; letter-spacing: -.01em }
h3 { font-size: 15px; font-weight: 650 }
h4, h5 { font-size: 13px; font-weight: 600; color: var(--muted) }
ul, ol { list-style: none }
code, pre { font-family: var(--mono); font-size: .9em }
p code, li code { padding: .1em .35em; border-radius: 4px; background: var(--sunken) }
a { color: var(--accent); text-underline-offset: 2px }
main > section { margin-top: 44px }
main > #overview { margin-top: 12px }
.brand { display: flex; align-items: center; gap: 8px; font-weight: 650; letter-spacing: -.01em }
.brand svg { width: 22px; fill: var(--accent) }
body > header { white-space: nowrap }
header nav { display: flex; gap: 20px; margin-right: auto }
header nav a { color: var(--muted); text-decoration: none }
header nav a:hover { color: var(--text); text-decoration: underline }
.note { color: var(--muted); font-size: 13px }
.empty { color: var(--muted) }
.skip { position: absolute; left: -9999px }
.skip:focus { left: 16px; top: 12px; z-index: 9; padding: 8px 12px; background: var(--surface); border-radius: 6px }
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 18px 20px }
.code { padding: 12px 0; border-radius: 8px; background: var(--sunken); overflow-x: auto; font-size: 13px; line-height: 1.6; overflow-wrap: normal }
.code code { font-size: inherit }
.toolbar { display: flex; flex-wrap: wrap; align-items: end; gap: 10px 12px }
.toolbar label { display: grid; gap: 3px; color: var(--muted); font-size: 12.5px; min-width: 0 }
.buttons { display: flex; gap: 8px }
button, select, input { font: inherit; font-size: 14px; color: var(--text); background: var(--surface); border: 1px solid var(--control); border-radius: 7px; height: 36px; padding: 0 11px; max-width: 100% }
select { max-width: 260px }
button { cursor: pointer; font-weight: 500 }
button:hover:not(:disabled) { border-color: var(--accent); color: var(--accent) }
button:disabled { color: var(--muted); border-color: var(--line); cursor: default }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
summary { cursor: pointer }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.narrow-only { display: none !important }
@media (max-width: 720px) {
  body > header, main { padding-inline: 16px }
  body > header { gap: 14px }
  header nav { gap: 12px; font-size: 14px }
  header button { padding-inline: 9px }
  h1 { font-size: 25px }
  main > section { margin-top: 36px }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.narrow-only { display: grid !important }
  select { max-width: 100%; width: 100% }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
@media print { body > header nav, #theme, .toolbar { display: none } }
`
