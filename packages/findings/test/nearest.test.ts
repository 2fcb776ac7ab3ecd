import { expect, test } from 'vitest'
import { nearest } from '../src/index.ts'

const known = ['settleMs', 'maxHeld', 'allow', 'report', 'reap']

test.each([
  ['settleMS', 'settleMs'],
  ['setleMs', 'settleMs'],
  ['maxheld', 'maxHeld'],
  ['alow', 'allow'],
  ['repotr', 'report'],
])('takes %s for %s', (name, meant) => {
  expect(nearest(name, known)).toBe(meant)
})

test('suggests nothing rather than something far away', () => {
  expect(nearest('concurrency', known)).toBeUndefined()
  expect(nearest('', known)).toBeUndefined()
})
