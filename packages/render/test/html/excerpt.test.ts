import { sourceDigest } from '@watertight/findings'
import { expect, test } from 'vitest'
import { excerptOf } from '../../src/html/findings/excerpt.ts'

const text = 'one\n\ttwo\n\t\tthree()\n\tfour\n'
const place = { file: 'a.ts', line: 3, column: 3 }

test('shows the lines around a place, without their common indentation', () => {
  const markup = excerptOf(place, new Map([['a.ts', text]])).text
  expect(markup).toContain('<mark class="line"><span class="number">3</span>    three()')
  expect(markup).toContain('<span class="number">1</span>one')
})

test('is empty where the source is not there', () => {
  expect(excerptOf(place, undefined).text).toBe('')
})

test('recognises a source that has become shorter', () => {
  expect(excerptOf({ ...place, line: 9 }, new Map([['a.ts', text]])).text).toContain('Line 9 has changed')
  expect(excerptOf({ ...place, column: 80 }, new Map([['a.ts', text]])).text).toContain('Line 3 has changed')
})

test('recognises a line that says something else now', () => {
  const digest = sourceDigest(text, 3)
  if (digest === undefined) throw new Error('Expected the text to have a third line.')
  const changed = new Map([['a.ts', text.replace('three', 'other')]])
  expect(excerptOf({ ...place, digest }, changed).text).toContain('Line 3 has changed')
  expect(excerptOf({ ...place, digest }, new Map([['a.ts', text]])).text).toContain('three()')
})
