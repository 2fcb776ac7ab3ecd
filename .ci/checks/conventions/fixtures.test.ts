import { KINDS } from '@watertight/findings'
import { describe, expect, test } from 'vitest'
import { trackedFiles } from './tracked-files.ts'

const files = trackedFiles()
const fixtures = files.filter((path) => /^fixtures\/(kinds|clients|scopes)\/.*\.test\.ts$/.test(path))

test('every leaky fixture has a clean twin', () => {
  const leaky = fixtures.filter((path) => path.endsWith('.leaky.test.ts'))
  expect(leaky.filter((path) => !fixtures.includes(path.replace('.leaky.', '.clean.')))).toEqual([])
})

test('every fixture says by its name whether it is leaky or clean', () => {
  expect(fixtures.filter((path) => !/\.(leaky|clean)\.test\.ts$/.test(path))).toEqual([])
})

describe.each(Object.keys(KINDS))('the kind %s', (kind) => {
  test('has a page', () => {
    expect(files).toContain(`docs/kinds/${kind}.md`)
  })

  test.each(['leaky', 'clean'])('has a %s fixture', (verdict) => {
    const own = fixtures.filter((path) => path.startsWith(`fixtures/kinds/${kind}/`))
    expect(own.filter((path) => path.endsWith(`.${verdict}.test.ts`))).not.toEqual([])
  })
})
