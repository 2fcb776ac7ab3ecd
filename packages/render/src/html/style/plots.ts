/** The plots and their tooltips. */
export const PLOTS = `
#run .toolbar { margin-top: 12px; justify-content: space-between }
#run > .note { margin-top: 10px; display: flex; flex-wrap: wrap; gap: 2px 18px }
.key { display: inline-block; vertical-align: -2px; height: 13px; margin-right: 6px }
.key.boundary { width: 2px; background: var(--control) }
.key.leak { width: 13px; background: var(--leak-band); border-radius: 2px; border: 1px solid var(--bad) }
#plots { display: grid; gap: 12px; margin-top: 14px }
@media (min-width: 1000px) { #plots { grid-template: repeat(3, auto) / repeat(2, minmax(0, 1fr)); grid-auto-flow: column } }
.plot { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px 8px; min-width: 0 }
.plot header { display: flex; justify-content: space-between; align-items: baseline; gap: 12px; margin-bottom: 6px }
.plot header p { color: var(--muted); font-size: 13px; text-align: right }
.plot header b { color: var(--text); font-weight: 600; font-variant-numeric: tabular-nums }
.canvas { position: relative; border-radius: 6px }
.uplot { font-family: inherit }
.u-select { background: var(--hover-band) }
.u-hz .u-cursor-x, .u-hz .u-cursor-y { border-color: var(--control) }
.plot:has(.still) { align-self: start }
.still { color: var(--muted); font-size: 13.5px }
.tip { position: absolute; z-index: 5; top: 6px; width: max-content; max-width: min(340px, 84%); padding: 9px 12px; pointer-events: none; border-radius: 8px; border: 1px solid var(--line); background: var(--surface); box-shadow: 0 6px 24px #0003; font-size: 13px; line-height: 1.45 }
.tip[hidden] { display: none }
.tip time { color: var(--muted); font-variant-numeric: tabular-nums }
.tip .value { display: flex; gap: 7px; align-items: center; font-weight: 600; font-variant-numeric: tabular-nums }
.tip .value::before { content: ''; width: 9px; height: 9px; border-radius: 50%; background: var(--swatch) }
.tip .during { display: block }
.tip .leak { color: var(--bad) }
.tip .file { color: var(--muted) }
.lane-0 { --swatch: var(--lane-0) } .lane-1 { --swatch: var(--lane-1) } .lane-2 { --swatch: var(--lane-2) }
.lane-3 { --swatch: var(--lane-3) } .lane-4 { --swatch: var(--lane-4) } .lane-5 { --swatch: var(--lane-5) }
`
