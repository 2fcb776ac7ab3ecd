import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rules } from '../../src/rules/index.ts'

const names = Object.keys(rules)

test('the index lists the rules in order, and lists every file', () => {
  const sources = readdirSync(new URL('../../src/rules/', import.meta.url))
    .filter((file) => file !== 'index.ts')
    .map((file) => file.replace(/\.ts$/, ''))
  expect(names).toEqual(sources.toSorted())
})

test('no page is left of a rule that is gone', () => {
  const pages = readdirSync(new URL('../../../docs/rules/', import.meta.url))
  const written = pages
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => file.replace(/\.md$/, ''))
  expect(written.toSorted()).toEqual(names)
})

describe.each(names)('%s', (name) => {
  const rule = rules[name]

  test('has its page, its tests, and one name everywhere', () => {
    expect(rule?.meta.docs?.url).toBe(`docs/rules/${name}.md`)
    for (const path of [`../../../docs/rules/${name}.md`, `./${name}.test.ts`]) {
      expect(existsSync(new URL(path, import.meta.url)), path).toBe(true)
    }
  })

  test('is described by a sentence without a full stop', () => {
    expect(rule?.meta.docs?.description).toMatch(/^[A-Z].*[^.]$/)
  })

  test('has messages that say what to do, each a sentence', () => {
    const messages = Object.values(rule?.meta.messages ?? {})
    expect(messages).not.toEqual([])
    for (const message of messages) expect(message).toMatch(/[.}?)]$/)
  })
})
