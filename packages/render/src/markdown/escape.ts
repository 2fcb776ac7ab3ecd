/**
 * Text as markdown that shows it as it is. What stands between backticks stays code; words that GitHub or GitLab would
 * link, and people who would be notified, become code as well: no escape stops that, but code does.
 */
export function markdownText(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? markdownCode(part.slice(1, -1)) : plain(part)))
    .reduce(joined, '')
    .replace(OPENING, '$1\\$2')
}

/** Two code spans that touch would be read as one, and end wherever the text inside says. */
function joined(before: string, part: string): string {
  return before.endsWith('`') && part.startsWith('`') ? `${before} ${part}` : before + part
}

/** A code span that holds a text, whatever backticks are in it (CommonMark 6.1). */
export function markdownCode(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1)
  const padded = /^`|`$|^ .* $/.test(text) ? ` ${text} ` : text
  return text.trim() === '' ? '' : `${fence}${padded}${fence}`
}

/** Lines as they are, in a block whose fence is longer than any in them (CommonMark 4.5). */
export function markdownBlock(lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(2, longestRun(lines.join('\n'))) + 1)
  return [`${fence}text`, ...lines, fence].join('\n')
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}

function plain(text: string): string {
  return text
    .split(/(\s+)/)
    .map((word) => (LINKED.test(word) ? markdownCode(word) : word.replace(SPECIAL, '\\$&')))
    .join('')
}

/** Mentions, references (`#1`, `!1`, `GH-1`, `~label`), addresses: each links somewhere or notifies somebody. */
const LINKED = /[@#!$%&~^]\w|:\/\/|www\.|\bGH-\d/i

/** ASCII punctuation that means something inside of a line; any of it may be escaped (CommonMark 2.4). */
const SPECIAL = /[\\`*_[\]<>#|&~$]/g

/** What would make a list or a heading of a line that begins with it, or an order to GitLab. */
const OPENING = /^(\s*\d*)([-+=.)/])/
