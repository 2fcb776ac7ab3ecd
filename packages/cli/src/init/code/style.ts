/** How a file is written, so that what is added looks like the rest of it. */
export interface Style {
  readonly quote: "'" | '"'
  readonly semicolon: ';' | ''
  readonly indent: string
}

/** Reads the style off the text; where it does not tell, single quotes, no semicolon, two spaces. */
export function readStyle(text: string): Style {
  const [single, double] = [text.split("'").length, text.split('"').length]
  const indent = /^(?:\t| {2,8})(?=[^\s*])/m.exec(text)?.[0]
  return {
    quote: double > single ? '"' : "'",
    semicolon: /;[ \t]*(?:\/\/.*)?$/m.test(text) ? ';' : '',
    indent: indent ?? '  ',
  }
}

/** A text in the quotes of the file. */
export function quoted(text: string, { quote }: Style): string {
  return `${quote}${text}${quote}`
}

/** Line ends as the rest of the file has them. */
export function withLineEnds(text: string, like: string): string {
  return like.includes('\r\n') ? text.replaceAll(/\r?\n/g, '\r\n') : text
}

/** The white space with which the line of a position begins. */
export function indentAt(text: string, position: number): string {
  const start = text.lastIndexOf('\n', position - 1) + 1
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? ''
}
