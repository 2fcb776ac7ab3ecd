/** Whether a text is of some form. */
export type Form = (text: string) => boolean

/** A form in which each `*` stands for any characters: `@aws-sdk/client-*`, `*Client`. */
export function formOf(pattern: string): Form {
  const [start = '', ...rest] = pattern.split('*')
  const end = rest.pop()
  if (end === undefined) return (text) => text === pattern
  return (text) =>
    text.startsWith(start) &&
    text.endsWith(end) &&
    text.length >= start.length + end.length &&
    hasInOrder(text.slice(start.length, text.length - end.length), rest)
}

function hasInOrder(text: string, parts: readonly string[]): boolean {
  let from = 0
  for (const part of parts) {
    const at = text.indexOf(part, from)
    if (at === -1) return false
    from = at + part.length
  }
  return true
}
