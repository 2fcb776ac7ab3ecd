/** One fenced block of a page that is marked `leaky` or `clean`. */
export interface Example {
  readonly verdict: 'leaky' | 'clean'
  readonly filename: string
  readonly code: string
  /** Of the opening fence, from 1. */
  readonly line: number
}

const fence =
  /^```(?<lang>[jt]sx?) (?<verdict>leaky|clean)(?: filename=(?<filename>\S+))?\n(?<code>[^]*?)^```$/gm

/** The examples of a page, in their order. */
export function examplesOf(page: string): Example[] {
  return [...page.matchAll(fence)].map(({ index, groups = {} }) => ({
    verdict: groups.verdict as Example['verdict'],
    filename: groups.filename ?? `src/example.${groups.lang ?? 'js'}`,
    code: groups.code ?? '',
    line: page.slice(0, index).split('\n').length,
  }))
}

/** Headings of the second level with what stands below each, generated comments left out. */
export function sectionsOf(page: string): [title: string, text: string][] {
  return page
    .replaceAll(/<!--.*?-->/gs, '')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n')
      return [title, lines.join('\n').trim()]
    })
}
