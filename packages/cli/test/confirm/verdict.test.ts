import { describe, expect, test } from 'vitest'
import { verdictOf } from '../../src/confirm/verdict.ts'
import { leakOf, passOf } from './passes.ts'

const ROOT = '/home/ada/shop'
const leaks = passOf({ serves: 'passed' }, leakOf())
const passes = passOf({ serves: 'passed' })
const fails = passOf({ serves: 'failed' })

test.each([
  ['grows', [leaks, leaks, leaks], 3, 3],
  ['once', [leaks, passes, passes], 3, 1],
  ['varies', [passes, leaks, passes], 3, 1],
  ['varies', [leaks, passes, leaks], 3, 2],
  ['not-seen', [passes, passes, passes], 3, 0],
] as const)('%s, of the runs in which it was left', (verdict, runs, compared, seen) => {
  expect(verdictOf(leakOf(), runs, ROOT)).toEqual({ confirmation: { verdict, runs: compared, seen } })
})

describe('a test that fails by itself', () => {
  test('clears nobody in the runs in which it fails', () => {
    expect(verdictOf(leakOf(), [leaks, leaks, fails], ROOT)).toEqual({
      confirmation: { verdict: 'grows', runs: 2, seen: 2 },
    })
  })

  test('cannot be judged where only one run is left to compare', () => {
    expect(verdictOf(leakOf(), [leaks, fails, fails], ROOT)).toEqual({
      why: 'it ended in another way when it ran again (failed)',
    })
  })

  test.each([
    ['failed', 'it did not pass when it ran again (failed)'],
    ['skipped', 'it did not pass when it ran again (skipped)'],
  ] as const)('is not cleared where it %s each time', (state, why) => {
    const run = passOf({ serves: state })
    expect(verdictOf(leakOf(), [run, run, run, run, run], ROOT)).toEqual({ why })
  })

  test('is not taken for one that leaks only once where it fails after that', () => {
    const both = passOf({ serves: 'failed' }, leakOf())
    expect(verdictOf(leakOf(), [both, fails, fails], ROOT)).toEqual({
      why: 'it did not pass when it ran again (failed)',
    })
  })

  test('is cleared by the runs in which it passes', () => {
    expect(verdictOf(leakOf(), [fails, passes, passes], ROOT)).toEqual({
      confirmation: { verdict: 'not-seen', runs: 2, seen: 0 },
    })
  })

  test('needs two runs in which it passes', () => {
    expect(verdictOf(leakOf(), [fails, passes], ROOT)).toEqual({
      why: 'it ended in another way when it ran again (passed)',
    })
  })

  test('clears no other test that could have left the same', () => {
    const accused = leakOf({}, { suspects: ['serves', 'asks'] })
    const one = passOf({ serves: 'failed', asks: 'passed' })
    expect(verdictOf(accused, [one, one], ROOT)).toEqual({
      why: 'it did not pass when it ran again (failed, passed)',
    })
  })

  test('keeps nobody from judging what its suite or file left, while others pass', () => {
    const run = passOf({ 'api > serves': 'failed', 'api > asks': 'passed' })
    const none = passOf({ 'api > serves': 'failed', 'api > asks': 'failed' })
    for (const finding of [leakOf({ scope: 'suite', name: 'api' }), leakOf({ scope: 'file', name: 'x' })]) {
      expect(verdictOf(finding, [run, run], ROOT)).toMatchObject({ confirmation: { verdict: 'not-seen' } })
      expect(verdictOf(finding, [none, none], ROOT)).toEqual({
        why: 'it did not pass when it ran again (failed)',
      })
    }
  })

  test('accuses in a run in which it failed and leaked', () => {
    const both = passOf({ serves: 'failed' }, leakOf())
    expect(verdictOf(leakOf(), [leaks, both], ROOT)).toEqual({
      confirmation: { verdict: 'grows', runs: 2, seen: 2 },
    })
  })
})

test('another leak of the same test is not the same', () => {
  const other = leakOf({}, { fingerprint: 'f'.repeat(16) })
  expect(verdictOf(leakOf(), [passOf({ serves: 'passed' }, other), passes], ROOT)).toMatchObject({
    confirmation: { seen: 0 },
  })
})

test('what was released in the end was not left', () => {
  const held = passOf({ serves: 'passed' }, leakOf({}, { status: 'held' }))
  expect(verdictOf(leakOf(), [held, held], ROOT)).toMatchObject({ confirmation: { verdict: 'not-seen' } })
})

test('what had several suspects may be charged to another of them', () => {
  const accused = leakOf({}, { suspects: ['serves', 'asks'] })
  const other = passOf({ serves: 'passed', asks: 'passed' }, leakOf({ name: 'asks' }))
  expect(verdictOf(accused, [other, other], ROOT)).toMatchObject({ confirmation: { verdict: 'grows' } })
  expect(verdictOf(leakOf(), [other, other], ROOT)).toMatchObject({ confirmation: { verdict: 'not-seen' } })
})

test('a leak of a suite is compared by the tests of the suite, one of a file by all', () => {
  const suite = leakOf({ scope: 'suite', name: 'api' })
  const file = leakOf({ scope: 'file', name: 'api.test.ts' })
  const tests = { 'api > answers': 'passed', other: 'passed' } as const
  const run = passOf(tests, suite, file)
  expect([suite, file].map((finding) => verdictOf(finding, [run, run], ROOT))).toEqual([
    { confirmation: { verdict: 'grows', runs: 2, seen: 2 } },
    { confirmation: { verdict: 'grows', runs: 2, seen: 2 } },
  ])
})

test('a file that did not run, or a test that is gone, cannot be judged', () => {
  expect(verdictOf(leakOf(), [], ROOT)).toEqual({ why: 'its file did not run' })
  const gone = passOf({ another: 'passed' })
  expect(verdictOf(leakOf(), [gone, gone], ROOT)).toEqual({ why: 'its test is not there any more' })
  expect(verdictOf(leakOf(), [leaks, gone], ROOT)).toEqual({
    why: 'it ended in another way when it ran again (did not run)',
  })
  expect(verdictOf(leakOf(), [passes], ROOT)).toEqual({ why: 'it ran only once' })
})
