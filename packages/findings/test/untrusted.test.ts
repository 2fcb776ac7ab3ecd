import { expect, test } from 'vitest'
import { LIMITS, pathSnippet, printable, snippet } from '../src/untrusted.ts'

test('leaves what is printable as it is, whatever the script', () => {
  expect(printable('legt „Straße“ an 🚰 データ', 120)).toBe('legt „Straße“ an 🚰 データ')
})

test.each([
  ['\u001b[31m', '\\x1b[31m'],
  ['a\tb\r\nc', 'a\\tb\\r\\nc'],
  ['\u0000\u007f\u009b', '\\x00\\x7f\\x9b'],
  ['\u2028\u202e\u200b\ufeff', '\\u2028\\u202e\\u200b\\ufeff'],
  ['\ud83d', '\\ud83d'],
])('escapes what moves, hides or reorders text: %j', (text, expected) => {
  expect(printable(text, 120)).toBe(expected)
})

test('cuts between characters, never inside one', () => {
  expect(printable('🚰🚰🚰', 2)).toBe('🚰…')
})

test('lets no backtick end a snippet', () => {
  expect(snippet('echo `id`', 120)).toBe("`echo 'id'`")
})

test('cuts a path at its front, because its end tells more', () => {
  const path = `/${'long/'.repeat(80)}server.ts`
  expect(pathSnippet(path)).toMatch(/^`….*\/server\.ts`$/)
  expect(pathSnippet(path)).toHaveLength(LIMITS.path + 2)
})
