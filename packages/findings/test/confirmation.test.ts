import { expect, test } from 'vitest'
import { sayConfirmation } from '../src/index.ts'

test.each([
  [{ verdict: 'grows', runs: 5, seen: 5 }, 'grows every run, a leak: seen in 5 of 5 runs'],
  [{ verdict: 'once', runs: 5, seen: 1 }, 'once only, a lazy initialisation: seen in 1 of 5 runs'],
  [{ verdict: 'not-seen', runs: 1, seen: 0 }, 'not seen again, so it may be flaky: seen in 0 of 1 run'],
  [
    { verdict: 'varies', runs: 5, seen: 3 },
    'varies, so it depends on more than the test: seen in 3 of 5 runs',
  ],
] as const)('%o', (confirmation, text) => {
  expect(sayConfirmation(confirmation)).toBe(text)
})
