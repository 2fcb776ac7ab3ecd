import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/** Markdown as GitHub reads it (GFM), as HTML, with every tag that is in it. */
export function readMarkdown(text: string): { html: string; tags: readonly string[]; text: string } {
  const html = micromark(text, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  })
  return { html, tags: html.match(/<[^>]*>/g) ?? [], text: unescape(html.replace(/<[^>]*>/g, '')) }
}

function unescape(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}
