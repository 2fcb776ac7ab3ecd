import { sourceDigest } from '@watertight/findings'
import type { Place } from '@watertight/findings'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'

const LINES_AROUND = 3
/** Code is not cut short of what fits on a wide screen; minified code is. */
const LONGEST_LINE = 240

/** The lines around a place; a note where the source is not there, or has been changed since the run. */
export function excerptOf(place: Place, sources: ReadonlyMap<string, string> | undefined): Markup {
  const text = sources?.get(place.file)
  if (text === undefined) return html``
  const lines = text.split(/\r\n|\n|\r/)
  if (isStale(place, text, lines)) {
    return html`<p class="note stale">
      Line ${place.line} has changed since this run, or is not there any more: run the tests again to see it.
    </p>`
  }
  return html`<pre
    class="code"
    tabindex="0"
    aria-label="Source around the place of acquisition"
  ><code>${around(lines, place.line)}</code></pre>`
}

/** Old reports have no digest of the line: there, a place outside of its file tells as much. */
function isStale({ digest, line, column }: Place, text: string, lines: readonly string[]): boolean {
  if (digest !== undefined) return sourceDigest(text, line)?.line !== digest.line
  return column > (lines[line - 1]?.length ?? -1) + 1
}

function around(lines: readonly string[], line: number): Markup[] {
  const from = Math.max(1, line - LINES_AROUND)
  const to = Math.min(lines.length, line + LINES_AROUND)
  const shownLines = lines.slice(from - 1, to).map((text) => text.replaceAll('\t', '  '))
  const indent = Math.min(...shownLines.filter((text) => text.trim() !== '').map(indentOf))
  return shownLines.map((text, index) => lineOf(text.slice(indent), from + index, line))
}

function lineOf(text: string, number: number, acquiring: number): Markup {
  const cut = text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text
  return number === acquiring
    ? html`<mark class="line"><span class="number">${number}</span>${cut} </mark>`
    : html`<span class="line"><span class="number">${number}</span>${cut} </span>`
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length
}
