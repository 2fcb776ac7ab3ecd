import { expect, test } from 'vitest'
import { describeFinding, isKind, KINDS } from '../src/index.ts'
import type { Kind } from '../src/index.ts'
import { owner, root } from './samples.ts'

const kinds = Object.keys(KINDS) as Kind[]

test.each(kinds)('%s has its own page and titles of its own', (kind) => {
  const { docs, title, plural } = KINDS[kind]
  expect(docs).toBe(`docs/kinds/${kind}.md`)
  expect([title, plural].join()).toMatch(/^[A-Z].*,[A-Z]/)
})

test('no two kinds share a title', () => {
  expect(new Set(kinds.map((kind) => KINDS[kind].title)).size).toBe(kinds.length)
})

test('every kind fails by default, but for temporary directories and native memory, which warn', () => {
  expect(kinds.filter((kind) => KINDS[kind].level !== 'fail')).toEqual(['temp-dir', 'native-memory'])
})

test.each(kinds)('%s is said in whole sentences when nothing more is known of it', (kind) => {
  const { message, remedy } = describeFinding({ facts: { kind }, owner, status: 'leaked', root })
  expect(message).toMatch(/^[A-Z].* (?:was|were) .* during "creates a user" .* after it ended\. [A-Z]/)
  expect(message).not.toMatch(/undefined|NaN|null| {2}|,,| \./)
  expect(remedy).toMatch(/^(?:Cancel|Close|Destroy|Drop|End|Read|Remove|Stop|Use) .+\.$/)
})

test('knows a kind from another text', () => {
  expect(isKind('server')).toBe(true)
  expect(isKind('toString')).toBe(false)
})
