/** Lengths at which foreign text is cut, in characters. */
export const LIMITS = { name: 120, path: 160, command: 120, url: 120, event: 60 } as const

/** Text from outside (names, commands, paths) made safe for one line: control and direction characters escaped, cut at `limit`. */
export function printable(text: string, limit: number): string {
  const characters = Array.from(text)
  const cut = characters.length > limit ? [...characters.slice(0, limit - 1), '…'] : characters
  return cut.join('').replace(INVISIBLE, escape)
}

/** The same between backticks; a backtick inside would end the snippet, so it becomes an apostrophe. */
export function snippet(text: string, limit: number): string {
  return `\`${printable(text, limit).replaceAll('`', "'")}\``
}

/** A path between backticks, cut at its front: its end tells more. */
export function pathSnippet(path: string): string {
  const characters = Array.from(path)
  const cut = characters.length > LIMITS.path ? `…${characters.slice(1 - LIMITS.path).join('')}` : path
  return snippet(cut, LIMITS.path)
}

/**
 * C0 and C1 controls, line and paragraph separators, lone surrogates, and the invisible characters that
 * reorder or hide text (Unicode TR 36, 2.10.3).
 */
const INVISIBLE = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return NAMED[character] ?? (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`)
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}
