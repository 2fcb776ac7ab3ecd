/** Text of others in a message: `[text](target)` would become a link (SARIF 2.1.0, 3.11.6). */
export function unlinked(text: string): string {
  return text.replaceAll('](', '] (')
}
