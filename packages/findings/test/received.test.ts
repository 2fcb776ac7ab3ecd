import { expect, test } from 'vitest'
import { sayReceived } from '../src/index.ts'

test.each<[unknown, string]>([
  [-5, '`-5` (number)'],
  [NaN, '`NaN` (number)'],
  ['x', '`"x"` (string)'],
  [null, '`null`'],
  [undefined, '`undefined`'],
  [true, '`true` (boolean)'],
  [['a'], '`["a"]` (array)'],
  [{ a: 1 }, '`{"a":1}` (object)'],
  [/x/g, '`/x/g` (RegExp)'],
  [10n, '`10` (bigint)'],
  [Symbol('x'), '`Symbol(x)` (symbol)'],
  [{ big: 10n }, '`[object Object]` (object)'],
])('shows %o with its type', (value, expected) => {
  expect(sayReceived(value)).toBe(expected)
})

test('names a function instead of printing it, and cuts what is long', () => {
  expect(sayReceived(sayReceived)).toBe('`sayReceived` (function)')
  expect(sayReceived('x'.repeat(1000)).length).toBeLessThan(80)
})
