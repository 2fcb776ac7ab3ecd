import { html } from './markup.ts'
import type { Markup } from './markup.ts'

/** A sentence in which code stands between backticks. */
export function withCode(text: string): Markup[] {
  return text.split('`').map((part, index, parts) => {
    // An odd backtick out ends nothing: it is text.
    if (index % 2 === 0) return html`${part}`
    return index === parts.length - 1 ? html`\`${part}` : html`<code>${part}</code>`
  })
}
