import type { Confirmation, FileReport, Finding } from '@watertight/findings'
import { findingsOf, fingerprintOf } from '@watertight/findings'

/** What the runs of a file say of one finding, or why they say nothing. */
export type Verdict = { readonly confirmation: Confirmation } | { readonly why: string }

/**
 * Compares the runs of a file. A run counts when it shows the leak, or when what could have left it passed: a test that
 * fails before it opens anything clears nobody, and neither does one that is skipped. Pure.
 */
export function verdictOf(finding: Finding, passes: readonly FileReport[], root: string): Verdict {
  const looks = passes.map((pass) => ({ seen: shows(pass, finding, root), state: stateOf(pass, finding) }))
  const [first] = looks
  if (first === undefined) return { why: 'its file did not run' }
  if (first.state === '') return { why: 'its test is not there any more' }
  const telling = looks.filter(({ seen, state }) => seen || couldLeave(finding, state, first.state))
  if (telling.length < 2) return { why: whyNot(looks.map(({ state }) => state)) }
  const seen = telling.filter((look) => look.seen).length
  const confirmation = { verdict: nameOf(seen, telling.length, first.seen), runs: telling.length, seen }
  return { confirmation }
}

/** A suite or file may hold tests that always fail or are skipped: it counts while the same ones do, and some pass. */
function couldLeave({ owner }: Finding, state: string, first: string): boolean {
  if (state === 'passed') return true
  return owner.scope !== 'test' && state === first && state.split(', ').includes('passed')
}

function whyNot(states: readonly string[]): string {
  const [first, ...others] = states
  if (others.length === 0) return 'it ran only once'
  const other = others.find((state) => state !== first)
  if (other === undefined) return `it did not pass when it ran again (${first ?? ''})`
  return `it ended in another way when it ran again (${other === '' ? 'did not run' : other})`
}

function nameOf(seen: number, runs: number, isSeenFirst: boolean): Confirmation['verdict'] {
  if (seen === 0) return 'not-seen'
  if (seen === runs) return 'grows'
  return seen === 1 && isSeenFirst ? 'once' : 'varies'
}

function shows(pass: FileReport, finding: Finding, root: string): boolean {
  return findingsOf(pass).some((found) => found.status === 'leaked' && isSame(found, finding, root))
}

/** What had several suspects may be charged to another of them this time. */
function isSame(found: Finding, finding: Finding, root: string): boolean {
  if (found.fingerprint === finding.fingerprint) return true
  const { suspects = [], owner } = finding
  if (!suspects.includes(found.owner.name)) return false
  const { facts, place } = found
  return fingerprintOf({ facts, place, owner, root }) === finding.fingerprint
}

/** How the tests ended that could have left it; empty where none of them ran. */
function stateOf(pass: FileReport | undefined, { owner, suspects = [] }: Finding): string {
  const isMeant = MEANT[owner.scope]
  const names = [owner.name, ...suspects]
  const tests = (pass?.tests ?? []).filter(({ name }) => names.some((meant) => isMeant(name, meant)))
  return [...new Set(tests.map(({ state }) => state))].toSorted().join(', ')
}

const MEANT: Readonly<Record<Finding['owner']['scope'], (name: string, meant: string) => boolean>> = {
  test: (name, meant) => name === meant,
  suite: (name, meant) => name.startsWith(`${meant} > `),
  file: () => true,
  worker: () => true,
  run: () => true,
}
