import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rules } from '../../src/rules/index.ts'
import { lintExample } from '../lint-example.ts'
import { examplesOf, sectionsOf } from './examples.ts'

const SECTIONS = [
  'Why it leaks',
  'The mistake and its repair',
  'Options',
  'What it cannot see',
  'When not to use it',
]

describe.each(Object.keys(rules))('the page of %s', (name) => {
  const path = new URL(`../../../docs/rules/${name}.md`, import.meta.url)
  const page = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const examples = examplesOf(page)

  test('fills every section', () => {
    const sections = sectionsOf(page)
    expect(sections.map(([title]) => title)).toEqual(SECTIONS)
    expect(sections.filter(([, text]) => text === '').map(([title]) => title)).toEqual([])
  })

  test('shows a mistake and its repair', () => {
    const verdicts = examples.map(({ verdict }) => verdict)
    expect(verdicts).toEqual(expect.arrayContaining(['leaky', 'clean']))
  })

  test.each(examples)('has at line $line code that is $verdict', ({ verdict, code, filename }) => {
    const findings = lintExample(name, code, filename)
    if (verdict === 'leaky') expect(findings).not.toEqual([])
    else expect(findings).toEqual([])
  })
})
