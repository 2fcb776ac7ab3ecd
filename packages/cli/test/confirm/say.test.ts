import { expect, test } from 'vitest'
import type { Accusation } from '../../src/confirm/accused.ts'
import { sayVerdicts } from '../../src/confirm/say.ts'
import type { Verdict } from '../../src/confirm/verdict.ts'
import { leakOf, passOf } from './passes.ts'

const file = passOf({})
const place = { file: 'api.test.ts', line: 12, column: 3 }

function say(verdicts: readonly [Partial<Parameters<typeof leakOf>[0]>, Verdict][], color = false): string {
  const entries = verdicts.map(([owner, verdict]): [Accusation, Verdict] => [
    { file, finding: leakOf(owner, { place }) },
    verdict,
  ])
  return sayVerdicts(new Map(entries), color)
}

test('says each leak with its verdict, and how many there are of each', () => {
  const text = say([
    [{}, { confirmation: { verdict: 'grows', runs: 5, seen: 5 } }],
    [{ scope: 'file', name: 'api.test.ts' }, { confirmation: { verdict: 'once', runs: 5, seen: 1 } }],
    [{ scope: 'worker', name: '' }, { why: 'it is opened once' }],
  ])
  expect(text).toBe(` grows every run      Server at api.test.ts:12:3, test "serves"
                      seen in 5 of 5 runs
 once only            Server at api.test.ts:12:3
                      seen in 1 of 5 runs
 could not be judged  Server at api.test.ts:12:3
                      it is opened once
 1 grows every run · 1 once only · 1 could not be judged
`)
})

test('paints only where that is wanted, and a hostile name stays on its line', () => {
  const verdict: Verdict = { confirmation: { verdict: 'not-seen', runs: 2, seen: 0 } }
  const hostile = say([[{ name: '\u001b[2J\n::error::boo' }, verdict]])
  expect(hostile.split('\n')).toHaveLength(4)
  expect(hostile).not.toContain('\u001b')
  const command = say([
    [{ name: '##[stop-commands]boo' }, verdict],
    [{}, { why: '::error::boo' }],
  ])
  expect(command).not.toContain('##[')
  expect(command).not.toMatch(/^\s*::/m)
  expect(say([[{}, verdict]], true)).toContain('\u001b[32mnot seen again\u001b[39m')
})
