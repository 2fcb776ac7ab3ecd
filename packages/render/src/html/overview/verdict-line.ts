import type { Report } from '@watertight/findings'
import { plural, total } from '../../words.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { sayDuration } from '../quantities.ts'

type Tone = 'bad' | 'doubtful' | 'good'

/** The one sentence that the page is opened for, and which run it is about. */
export function renderVerdict(report: Report): Markup {
  const { tone, text } = verdictOf(report)
  return html`<div class="verdict ${tone}">
    ${SIGNS[tone]}
    <div>
      <h1>${text}</h1>
      <p class="meta">${metaOf(report).map((fact) => html`<span>${fact}</span>`)}</p>
    </div>
  </div> `
}

/** The sentence alone, as the title of the page has it. */
export function verdictOf({ summary, unchecked, command, files }: Report): { tone: Tone; text: string } {
  const failing = total(summary.failing)
  const warning = total(summary.warning)
  if (failing > 0) return { tone: 'bad', text: plural(failing, 'leak') }
  const commands = command !== undefined || files.some((file) => file.command !== undefined)
  if (!commands && summary.checkedTests === 0) {
    return { tone: 'doubtful', text: 'No test was checked' }
  }
  if (warning > 0) return { tone: 'doubtful', text: `No leak that fails, ${plural(warning, 'warning')}` }
  if (unchecked.length > 0) return { tone: 'doubtful', text: 'No leaks seen, but not all was checked' }
  return { tone: 'good', text: 'No leaks' }
}

function metaOf({ summary, durationMs, environment, startedAt, command, tool }: Report): string[] {
  const { tests, checkedTests, files } = summary
  const checked = checkedTests < tests ? ` (${checkedTests} checked)` : ''
  const what = command === undefined ? [`${plural(tests, 'test')}${checked} in ${plural(files, 'file')}`] : []
  const vitest = environment.vitest === '' ? [] : [`Vitest ${environment.vitest}`]
  return [
    ...what,
    sayDuration(durationMs),
    sayTime(startedAt),
    `${tool.name} ${tool.version}`,
    ...vitest,
    `Node ${environment.node.replace(/^v/, '')}`,
    `${environment.platform} ${environment.arch}`,
  ]
}

/** `2026-11-27 01:35 UTC`. */
function sayTime(iso: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso) ? `${iso.slice(0, 16).replace('T', ' ')} UTC` : iso
}

const sign = (path: string): Markup =>
  html`<svg class="sign" viewBox="0 0 24 24" aria-hidden="true">
    ${[html`<circle cx="12" cy="12" r="11" /><path d="${path}" />`]}
  </svg>`

const SIGNS: Readonly<Record<Tone, Markup>> = {
  bad: sign('M8 8l8 8M16 8l-8 8'),
  doubtful: sign('M12 6.5v7M12 17v.5'),
  good: sign('M7 12.5l3.5 3.5L17 9'),
}
