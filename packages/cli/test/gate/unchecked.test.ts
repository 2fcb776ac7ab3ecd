import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isMissed, TREATMENTS } from '../../src/gate/unchecked.ts'
import { commandReport, reportOf } from './reports.ts'

const REPOSITORY = fileURLToPath(new URL('../../../..', import.meta.url))
const FOLDERS = ['packages/probe/src', 'packages/cli/src/run', 'reporter/src']

test('everything that the sources can call unchecked is treated, and nothing else', () => {
  const said = FOLDERS.flatMap(sourcesIn).flatMap((text) => [...text.matchAll(/\bwhat: '([^']+)'/g)])
  const names = new Set(said.map(([, name]) => name))
  expect([...names].sort()).toEqual(Object.keys(TREATMENTS).sort())
})

test('the documentation lists each of them with its effect', () => {
  const page = readFileSync(join(REPOSITORY, 'docs/cli/gate.md'), 'utf8')
  const lines = page.slice(page.indexOf('## What was not checked')).split('\n')
  for (const [what, { effect, reason }] of Object.entries(TREATMENTS)) {
    const line = lines.find((one) => one.startsWith(`| \`${what}\``))
    expect(line).toContain(reason)
    if (typeof effect === 'string') expect(line).toMatch(effect === 'missed' ? /\| 3 +\|/ : /\| said +\|/)
  }
})

describe('what decides', () => {
  test.each<[string, string | undefined, boolean]>([
    ['descriptors', 'test/api.test.ts', true],
    ['descriptors', undefined, false],
    ['project', 'browser', false],
    ['something of a later release', undefined, true],
    ['toString', undefined, true],
  ])('%s of %s is missed: %s', (what, where, missed) => {
    const entry = { what, why: 'x', ...(where === undefined ? {} : { where }) }
    expect(isMissed(entry, reportOf())).toBe(missed)
  })

  test('processes that cannot be told apart are missed by a command, and not by tests', () => {
    const entry = { what: 'processes', why: 'x' }
    expect([isMissed(entry, commandReport()), isMissed(entry, reportOf())]).toEqual([true, false])
  })
})

function sourcesIn(folder: string): string[] {
  const root = join(REPOSITORY, folder)
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  return files.map((name) => readFileSync(join(root, name), 'utf8'))
}
