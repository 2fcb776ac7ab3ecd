import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { lintRuleOf, sourceDigest } from '@watertight/findings'
import type { Finding, Place, Report, SourceDigest } from '@watertight/findings'

/** Beyond this a file is hardly written by hand, and reading it would be felt. */
const MAX_BYTES = 1_000_000
/** Files that are read at most, for a run in which everything leaks. */
const MAX_FILES = 500

/**
 * Adds to each leak what only the source of its place tells: what stood there, and the lint rule that would have
 * shown it. A file that changed after `sinceMs` is not what ran, and is left alone.
 */
export function readPlaces(report: Report, sinceMs: number): Report {
  const read = sourceReader(report.environment.root, sinceMs)
  const complete = (finding: Finding): Finding => withSource(finding, read)
  const files = report.files.map((file) => ({
    ...file,
    tests: file.tests.map((test) =>
      test.findings.length === 0 ? test : { ...test, findings: test.findings.map(complete) },
    ),
    findings: file.findings.map(complete),
  }))
  return { ...report, files }
}

interface Source {
  readonly text: string
  /** What was told of its lines. */
  readonly said: Map<string, { digest: SourceDigest | undefined; rule: string | undefined }>
}

type Told = Pick<Finding, 'place' | 'rule'>

type Read = (file: string) => Source | null

function withSource(finding: Finding, read: Read): Finding {
  const { place, status } = finding
  const source = place === undefined || status !== 'leaked' ? null : read(place.file)
  return place === undefined || source === null ? finding : { ...finding, ...told(finding, place, source) }
}

/** The rows of a table test leak at one line: what that tells is found once. */
function told(finding: Finding, place: Place, { text, said }: Source): Told {
  const { kind, owner } = finding
  const key = JSON.stringify([place.line, kind, owner.scope, owner.file])
  let found = said.get(key)
  if (found === undefined) {
    found = { digest: sourceDigest(text, place.line), rule: lintRuleOf(finding, text) }
    said.set(key, found)
  }
  const { digest, rule } = found
  return {
    ...(digest === undefined ? {} : { place: { ...place, digest } }),
    ...(rule === undefined ? {} : { rule }),
  }
}

/** Reads each file of the project once. */
function sourceReader(root: string, sinceMs: number): Read {
  const sources = new Map<string, Source | null>()
  return (file) => {
    const known = sources.get(file)
    if (known !== undefined) return known
    const source =
      isBelowRoot(file) && sources.size < MAX_FILES ? readSource(resolve(root, file), sinceMs) : null
    sources.set(file, source)
    return source
  }
}

/** Places below the root are relative to it. */
function isBelowRoot(file: string): boolean {
  return !/^(?:\.\.?\/|\/|[a-z]+:)/i.test(file)
}

function readSource(path: string, sinceMs: number): Source | null {
  try {
    const { size, mtimeMs } = statSync(path)
    if (size > MAX_BYTES || mtimeMs > sinceMs) return null
    return { text: readFileSync(path, 'utf8'), said: new Map() }
  } catch {
    // Gone, or not a file of the disk: the finding is as true without.
    return null
  }
}
