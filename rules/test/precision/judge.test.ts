import { expect, test } from 'vitest'

interface Finding {
  readonly path: string
  readonly line: number
  readonly rule: string
}
interface Verdict extends Finding {
  readonly repository: string
  readonly commit: string
  readonly verdict: boolean | null
  readonly why: string
}
interface Judge {
  readonly judge: (
    repositories: readonly { repository: string; commit: string; findings: readonly Finding[] }[],
    verdicts: readonly Verdict[],
  ) => { findings: Verdict[]; repaired: Verdict[]; missed: Verdict[] }
  readonly tally: (findings: readonly Verdict[]) => Record<string, number | null>
}
const { judge, tally } = (await import(new URL('../../precision/judge.mjs', import.meta.url).href)) as Judge

const pinned = { repository: 'owner/name', commit: 'c0ffee' }
const at = (line: number) => ({ path: 'a.js', line, rule: 'require-release' })
const said = (line: number, verdict: boolean, commit = pinned.commit): Verdict => {
  return { ...pinned, commit, ...at(line), verdict, why: `read at ${line}` }
}

test('a finding has the verdict of its line, and none where nobody has read it', () => {
  const { findings } = judge(
    [{ ...pinned, findings: [at(1), at(2), at(3)] }],
    [said(1, true), said(2, false)],
  )
  expect(findings.map(({ verdict, why }) => [verdict, why])).toEqual([
    [true, 'read at 1'],
    [false, 'read at 2'],
    [null, ''],
  ])
  expect(tally(findings)).toEqual({ all: 3, right: 1, wrong: 1, unread: 1, share: 0.5 })
})

test('a verdict of another commit says nothing of this one', () => {
  const { findings } = judge([{ ...pinned, findings: [at(1)] }], [said(1, true, 'decaf')])
  expect(tally(findings)).toEqual({ all: 1, right: 0, wrong: 0, unread: 1, share: null })
})

test('a finding that is gone was a false alarm that is repaired, or a leak that is missed', () => {
  const { repaired, missed } = judge([{ ...pinned, findings: [] }], [said(1, false), said(2, true)])
  expect(repaired.map(({ line }) => line)).toEqual([1])
  expect(missed.map(({ line }) => line)).toEqual([2])
})
