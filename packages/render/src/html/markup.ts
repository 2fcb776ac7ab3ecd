import { printable } from '@watertight/findings'

/** Text that is HTML already; everything else is escaped where it is put into a page. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Content = Markup | string | number | undefined | readonly Content[]

/** Text of others is cut here; the report has all of it. */
const MOST = 2000

/** A piece of a page: what is put into it is escaped, and shown whatever characters it is made of. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const texts = contents.map((content, index) => `${markupOf(content)}${parts[index + 1] ?? ''}`)
  return new Markup(`${parts[0] ?? ''}${texts.join('')}`)
}

/** Foreign text as a page may show it, in data as in markup: nothing invisible, nothing that turns its direction. */
export function shown(text: string, limit = MOST): string {
  return printable(text, limit)
}

function markupOf(content: Content): string {
  if (content === undefined) return ''
  if (content instanceof Markup) return content.text
  if (typeof content === 'object') return content.map(markupOf).join('')
  return escaped(shown(String(content)))
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
