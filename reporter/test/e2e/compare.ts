import { isAbsolute, relative, resolve } from 'node:path'
import type { Finding, Report } from '@watertight/findings'
import type { Expectation } from './expectations.ts'

export interface Comparison {
  /** Findings that an expectation explains. */
  readonly matched: ReadonlySet<Finding>
  /** What is wrong, by the absolute path of the file that it is told for. */
  readonly mismatches: ReadonlyMap<string, readonly string[]>
}

/** All findings of a report, whomever they are charged to. */
export function findingsOf(report: Report): Finding[] {
  return report.files.flatMap((file) => [...file.findings, ...file.tests.flatMap((test) => test.findings)])
}

/** Compares what a run found with what the fixtures' markers expect; `root` is absolute. */
export function compareFindings(
  root: string,
  findings: readonly Finding[],
  expectations: readonly Expectation[],
): Comparison {
  const matched = new Set<Finding>()
  const mismatches = new Map<string, string[]>()
  const tell = (file: string, text: string) => mismatches.set(file, [...(mismatches.get(file) ?? []), text])
  for (const expectation of expectations) {
    const own = findings.filter((finding) => !matched.has(finding) && explains(root, expectation, finding))
    for (const finding of own) matched.add(finding)
    const wrong = countMismatch(expectation, own)
    if (wrong)
      tell(
        expectation.file,
        `${at(root, expectation)}: expected ${sayExpected(expectation)}, received ${wrong}`,
      )
  }
  // What is held or late fails nothing and needs no marker.
  for (const finding of findings.filter((one) => !matched.has(one) && one.status === 'leaked')) {
    tell(
      resolve(root, finding.owner.file),
      `${sayPlace(root, finding)}: expected nothing, received ${sayReceived(finding)}`,
    )
  }
  return { matched, mismatches }
}

function explains(root: string, expectation: Expectation, finding: Finding): boolean {
  return (
    finding.kind === expectation.kind &&
    finding.status === (expectation.word === 'held' ? 'held' : 'leaked') &&
    (expectation.word === 'held' || finding.level === (expectation.word === 'warn' ? 'warn' : 'fail')) &&
    isOwner(root, expectation, finding) &&
    (!expectation.samePlace || isPlace(root, expectation, finding))
  )
}

function isOwner(root: string, { owner, file, by }: Expectation, finding: Finding): boolean {
  if (owner.scope === 'worker') return finding.owner.scope === 'worker' || finding.owner.scope === 'run'
  // The marker of a module that tests import names no test file.
  const isSameFile = !file.endsWith('.test.ts') || resolve(root, finding.owner.file) === file
  if (!isSameFile) return false
  if (owner.scope === 'file') return finding.owner.scope === 'file'
  const scopes = by ? ['test', 'suite'] : ['test']
  return scopes.includes(finding.owner.scope) && owner.names.includes(finding.owner.name)
}

function isPlace(root: string, { file, line }: Expectation, { place }: Finding): boolean {
  return place !== undefined && resolve(root, place.file) === file && place.line === line
}

// Without `xN` every owner has one; with it all owners together have N.
function countMismatch({ count, owner }: Expectation, found: readonly Finding[]): string | null {
  const total = found.reduce((sum, { facts }) => sum + (facts.count ?? 1), 0)
  if (count !== undefined) return total === count ? null : `${total} of them`
  const names = owner.scope === 'named' ? owner.names : ['']
  const missing = names.filter(
    (name) => owner.scope === 'named' && !found.some((finding) => finding.owner.name === name),
  )
  if (total === names.length && missing.length === 0) return null
  return total === 0 ? 'nothing' : `${total} of them`
}

function at(root: string, { file, line }: { file: string; line: number }): string {
  return `${isAbsolute(file) ? relative(root, file) : file}:${line}`
}

function sayPlace(root: string, { place, owner }: Finding): string {
  return place ? at(root, place) : owner.file
}

function sayExpected({ word, kind, count, owner, samePlace }: Expectation): string {
  const by =
    owner.scope === 'named' ? owner.names.map((name) => `"${name}"`).join(', ') : `the ${owner.scope}`
  return `${word}${samePlace ? '' : '~'}: ${kind} x${count ?? 1} by ${by}`
}

function sayReceived({ kind, level, status, facts, owner, message }: Finding): string {
  return `${status} (${level}) ${kind} x${facts.count ?? 1} by ${owner.scope} "${owner.name}": ${message}`
}
