/** An element of an XML document; a text among its children is escaped. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number | undefined>>
  readonly children: readonly (Element | string)[]
}

/** An element with the attributes that are set. */
export function element(
  name: string,
  attributes: Element['attributes'],
  children: Element['children'] = [],
): Element {
  return { name, attributes, children }
}

/** A document with this root. */
export function formatXml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${format(root, '')}\n`
}

/** White space is only added where there is no text, of which it would become a part. */
function format({ name, attributes, children }: Element, indent: string): string {
  const set = Object.entries(attributes).filter(([, value]) => value !== undefined)
  const head = [name, ...set.map(([key, value]) => `${key}="${escape(String(value))}"`)].join(' ')
  if (children.length === 0) return `${indent}<${head}/>`
  if (children.some((child) => typeof child === 'string')) {
    return `${indent}<${head}>${children.map((child) => inline(child)).join('')}</${name}>`
  }
  const lines = children.map((child) => (typeof child === 'string' ? '' : format(child, `${indent}  `)))
  return [`${indent}<${head}>`, ...lines, `${indent}</${name}>`].join('\n')
}

function inline(child: Element | string): string {
  return typeof child === 'string' ? escape(child) : format(child, '')
}

function escape(text: string): string {
  return text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** What XML 1.0 cannot hold, not even escaped (2.2, production 2). */
// eslint-disable-next-line no-control-regex -- controls are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu
