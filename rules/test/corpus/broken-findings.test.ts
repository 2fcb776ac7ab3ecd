import type { Linter } from 'eslint'
import { expect, test } from 'vitest'

type BrokenFindings = (code: string, messages: readonly object[], options: Linter.LanguageOptions) => string[]
const script = new URL('../../corpus/broken-findings.mjs', import.meta.url).href
const { brokenFindings } = (await import(script)) as { brokenFindings: BrokenFindings }

const code = 'const pool = open()\n'
const finding = { ruleId: 'own/rule', line: 1, message: 'Close it.' }
const suggestion = (text: string) => ({ desc: 'Close it', fix: { range: [code.length, code.length], text } })

test('a finding that points into the file and suggests code is in order', () => {
  expect(brokenFindings(code, [{ ...finding, suggestions: [suggestion('pool.close()')] }], {})).toEqual([])
})

test.each([
  [
    'a message with a placeholder that nobody filled',
    { message: 'Close {{name}}.' },
    'says "Close {{name}}."',
  ],
  ['a message that names nothing', { message: 'Close undefined.' }, 'says "Close undefined."'],
  ['a place outside of the file', { line: 9 }, 'points at line 9 of 2'],
  [
    'a suggestion that is no code',
    { suggestions: [suggestion('pool.close(')] },
    'suggests "Close it", after which the file does not parse',
  ],
])('%s is broken', (_, change, what) => {
  const broken = { ...finding, ...change }
  expect(brokenFindings(code, [broken], {})).toEqual([`${broken.line} own/rule ${what}`])
})
