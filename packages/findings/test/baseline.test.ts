import { expect, test } from 'vitest'
import {
  type BaselineEntry,
  baselineEntry,
  BaselineError,
  compareWithBaseline,
  describeFinding,
  type Finding,
  fingerprintOf,
  formatBaseline,
  type Leak,
  nextBaseline,
  parseBaseline,
} from '../src/index.ts'
import { owner, place, root } from './samples.ts'

const [reads, writes, deletes] = [finding('reads'), finding('writes'), finding('deletes')] as const
const entries = [reads, writes].map((one) => baselineEntry(one, root))

test('lists one entry a line, sorted by fingerprint, each once', () => {
  const text = formatBaseline([...entries, ...entries].reverse())
  const lines = text.split('\n').filter((line) => line.includes('fingerprint'))
  const fingerprints = lines.map(
    (line) => (JSON.parse(line.replace(/,$/, '')) as { fingerprint: string }).fingerprint,
  )
  expect(fingerprints).toEqual([reads.fingerprint, writes.fingerprint].sort())
})

test('names owner and place for its reader, without a line that would move', () => {
  expect(baselineEntry(reads, root)).toEqual({
    fingerprint: reads.fingerprint,
    kind: 'server',
    owner: 'test/api.test.ts > reads',
    place: 'test/api.test.ts',
  })
})

test.each([[[]], [entries]])('reads back what it wrote', (list) => {
  const sorted = [...list].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
  expect(parseBaseline(formatBaseline(list), 'watertight-baseline.json')).toEqual(sorted)
})

test('writes an empty baseline on three lines', () => {
  expect(formatBaseline([])).toBe('{\n  "version": 1,\n  "findings": []\n}\n')
})

test('tells known leaks, fresh ones and fixed ones apart', () => {
  const { known, fresh, fixed } = compareWithBaseline([leak(reads), leak(deletes)], entries)
  expect([known, fresh]).toEqual([[leak(reads)], [leak(deletes)]])
  expect(fixed).toEqual([baselineEntry(writes, root)])
})

test('calls nothing fixed whose owner did not run', () => {
  const wasChecked = (entry: BaselineEntry) => entry.owner !== 'test/api.test.ts > writes'
  expect(compareWithBaseline([leak(reads)], entries, wasChecked).fixed).toEqual([])
})

test('an update writes down what leaks now, and keeps what is not known to be fixed', () => {
  const [, second] = entries
  expect(nextBaseline(entries, [leak(deletes)], entries.slice(0, 1), root)).toEqual([
    second,
    baselineEntry(deletes, root),
  ])
})

test('says of one leak in which projects it is', () => {
  const seen = ['node', 'jsdom'].map((project) => baselineEntry(reads, root, project))
  const [entry] = parseBaseline(formatBaseline(seen), 'known.json')
  expect(entry?.projects).toEqual(['jsdom', 'node'])
})

test.each([
  ['{', /^Expected `known\.json` to be JSON, got .+\.$/],
  ['{\n<<<<<<< ours\n', /^Expected `known\.json` to be JSON, got an unresolved merge conflict at line 2\.$/],
  ['[]', /^Expected `known\.json` to hold an object, got `\[\]` \(array\)\.$/],
  ['{ "version": 2, "findings": [] }', /^Expected `known\.json` to have `version` 1, got `2` \(number\)\.$/],
  ['{ "version": 1 }', /^Expected `known\.json` to have an array `findings`, got `undefined`\.$/],
  ['{ "version": 1, "findings": [7] }', /to have an object at `findings\[0\]`, got `7` \(number\)\.$/],
  [
    entryText({ fingerprint: 'x' }),
    /to have 16 hex digits at `findings\[0\]\.fingerprint`, got `"x"` \(string\)\.$/,
  ],
  [entryText({ kind: 'sever' }), /to have a kind at `findings\[0\]\.kind`, got `"sever"` \(string\)\.$/],
  [entryText({ owner: 1 }), /to have a string at `findings\[0\]\.owner`, got `1` \(number\)\.$/],
  [entryText({ place: null }), /to have a string at `findings\[0\]\.place`, got `null`\.$/],
  [
    entryText({ projects: [1] }),
    /to have an array of strings at `findings\[0\]\.projects`, got `\[1\]` \(array\)\.$/,
  ],
])('refuses %j and says what it expected', (text, message) => {
  const read = () => parseBaseline(text, 'known.json')
  expect(read).toThrow(BaselineError)
  expect(read).toThrow(message)
})

function entryText(change: Record<string, unknown>): string {
  return JSON.stringify({ version: 1, findings: [{ ...entries[0], ...change }] })
}

function leak(one: Finding): Leak {
  return { finding: one, project: '' }
}

function finding(name: string): Finding {
  const described = {
    facts: { kind: 'server' },
    owner: { ...owner, name },
    place,
    status: 'leaked',
    root,
  } as const
  const { facts, status } = described
  return {
    kind: facts.kind,
    level: 'fail',
    status,
    fingerprint: fingerprintOf(described),
    owner: described.owner,
    facts,
    place,
    stack: [],
    evidence: [],
    ...describeFinding(described),
  }
}
