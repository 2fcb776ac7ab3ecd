import { expect, test } from 'vitest'
import { duration, megabytes } from '../src/amount.ts'

test.each([
  [0, '0 ms'],
  [50, '50 ms'],
  [999, '999 ms'],
  [1500, '1.5 s'],
  [60_000, '60 s'],
  [300_000, '5 min'],
  [86_400_000, '24 h'],
])('says %i ms as %s', (ms, expected) => {
  expect(duration(ms)).toBe(expected)
})

test.each([
  [0, '0 MB'],
  [1.5, '1.5 MB'],
  [9.96, '10 MB'],
  [121.4, '121 MB'],
  [2048, '2048 MB'],
])('says %f MB as %s', (size, expected) => {
  expect(megabytes(size * 1024 ** 2)).toBe(expected)
})
