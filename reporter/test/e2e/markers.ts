import type { Kind } from '@watertight/findings'

/** What a trailing comment of a fixture's line expects; the grammar is in CONTRIBUTING.md. */
export interface Marker {
  /** 1-based. */
  readonly line: number
  readonly word: 'leak' | 'warn' | 'held'
  readonly kind: Kind
  /** How many resources of that origin; absent: one for each owner. */
  readonly count?: number
  /** Full name of a test or suite, `file` or `worker`; absent: the test around the line. */
  readonly by?: By
  /** Whether the finding's place must be this very line. */
  readonly samePlace: boolean
}

export type By =
  | { readonly scope: 'file' }
  | { readonly scope: 'worker' }
  | { readonly scope: 'named'; readonly name: string }

/** `// fails: <text>`: the test around the line fails by its own error, which contains the text. */
export interface FailsMarker {
  readonly line: number
  readonly text: string
}

const comment = /\/\/ (leak|warn|held)(~?): (.+?)(?= \/\/ |$)/g
const part = /([a-z0-9-]+)(?:\s+x(\d+))?(?:\s+by\s+(file|worker|"(?:[^"\\]|\\.)*"))?\s*(?:\+\s*|$)/y

/** All expectations of a source text. Throws on a comment that looks like a marker and is none. */
export function parseMarkers(source: string): Marker[] {
  return source
    .split('\n')
    .flatMap((text, index) => [...text.matchAll(comment)].flatMap((match) => parseComment(match, index + 1)))
}

/** All `// fails:` comments of a source text. */
export function parseFails(source: string): FailsMarker[] {
  return source.split('\n').flatMap((text, index) => {
    const found = /\/\/ fails: (.+?)(?: \/\/ .*)?$/.exec(text)?.[1]
    return found === undefined ? [] : [{ line: index + 1, text: found.trim() }]
  })
}

function parseComment(match: RegExpExecArray, line: number): Marker[] {
  const [, word, tilde, body = ''] = match
  const shared = { line, word: word as Marker['word'], samePlace: tilde === '' }
  return parseParts(body.trim(), line).map((rest) => ({ ...shared, ...rest }))
}

function parseParts(body: string, line: number): Pick<Marker, 'kind' | 'count' | 'by'>[] {
  const parts = []
  part.lastIndex = 0
  while (part.lastIndex < body.length) {
    const from = part.lastIndex
    const found = part.exec(body)
    if (!found)
      throw new Error(
        `Line ${line}: expected \`<kind> [xN] [by …]\` in a marker, got \`${body.slice(from)}\`.`,
      )
    parts.push(toPart(found))
  }
  return parts
}

function toPart([, kind, count, by]: RegExpExecArray): Pick<Marker, 'kind' | 'count' | 'by'> {
  return {
    kind: kind as Kind,
    ...(count !== undefined && { count: Number(count) }),
    ...(by !== undefined && { by: toBy(by) }),
  }
}

function toBy(text: string): By {
  if (text === 'file' || text === 'worker') return { scope: text }
  return { scope: 'named', name: JSON.parse(text) as string }
}
