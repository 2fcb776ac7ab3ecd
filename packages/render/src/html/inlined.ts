import { createHash } from 'node:crypto'
import { Markup } from './markup.ts'

/** Style, code or data that stands in the page itself. */
export interface Inlined {
  readonly element: Markup
  /** As a Content-Security-Policy names what may run: nothing but these very bytes does. */
  readonly source: string
}

/** Code in the page. */
export function inlineScript(code: string): Inlined {
  // Neither may stand in a script; in code they occur in strings and patterns alone, which read \x3c as the same.
  const text = code.replace(/<(?=\/script|!--|script)/gi, '\\x3c')
  return { element: new Markup(`<script>${text}</script>`), source: sourceOf(text) }
}

/** A style sheet in the page. */
export function inlineStyle(css: string): Inlined {
  const text = css.replaceAll('</', '<\\/')
  return { element: new Markup(`<style>${text}</style>`), source: sourceOf(text) }
}

/** Data in the page, as JSON that cannot end its element whatever texts are in it. */
export function inlineData(id: string, data: unknown): Markup {
  const json = JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  return new Markup(`<script type="application/json" id="${id}">${json}</script>`)
}

function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
