import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { baselineEntry, formatBaseline, parseBaseline } from '@watertight/findings'
import type { Finding } from '@watertight/findings'
import { describe, expect, test } from 'vitest'
import { Baseline } from '../../src/main/baseline.ts'
import { resolveOptions } from '../../src/options.ts'
import { findingOf, recordOf, testOf } from '../records.ts'
import { tempFolder } from '../temp-folder.ts'

const NAME = 'watertight-baseline.json'
const leak = findingOf({ fingerprint: 'aaaaaaaaaaaaaaaa' })
const elsewhere = findingOf({
  fingerprint: 'bbbbbbbbbbbbbbbb',
  owner: { ...leak.owner, name: 'another', file: 'test/another.test.ts' },
})

test('without the option nothing is known, compared or written', () => {
  const root = tempFolder()
  const baseline = new Baseline(resolveOptions({}, {}), root)
  expect(baseline.fingerprints).toEqual([])
  expect(baseline.settle([recordWith(leak)])).toEqual([])
  expect(baseline.unchecked).toEqual([])
})

test('its fingerprints are known', () => {
  expect(baselineOf([leak, elsewhere]).baseline.fingerprints).toEqual([
    leak.fingerprint,
    elsewhere.fingerprint,
  ])
})

test('a file that is not there yet knows nothing, and that is no failure', () => {
  const baseline = new Baseline(resolveOptions({ baseline: NAME }, {}), tempFolder())
  expect([baseline.fingerprints, baseline.unchecked]).toEqual([[], []])
})

test.each([
  ['a corrupt file', '{ "version": 1, "findings": [', /Expected `watertight-baseline.json` to be JSON/],
  ['a merge conflict', '<<<<<<< ours\n', /unresolved merge conflict at line 1/],
  ['a file of another version', '{ "version": 99, "findings": [] }', /`version` 1/],
])('%s knows nothing, and the reason is told', (_, text, why) => {
  const root = tempFolder()
  writeFileSync(join(root, NAME), text)
  const baseline = new Baseline(resolveOptions({ baseline: NAME }, {}), root)
  expect(baseline.fingerprints).toEqual([])
  expect(baseline.unchecked).toEqual([{ what: 'baseline', why: expect.stringMatching(why) as string }])
})

test('an update leaves a file alone that could not be read, since it may hold what did not run', () => {
  const root = tempFolder()
  writeFileSync(join(root, NAME), '<<<<<<< ours\n')
  const baseline = new Baseline(resolveOptions({ baseline: NAME }, { WATERTIGHT_UPDATE: '1' }), root)
  baseline.settle([recordWith(leak)])
  expect(baseline.updates).toBe(false)
  expect(readFileSync(join(root, NAME), 'utf8')).toBe('<<<<<<< ours\n')
})

describe('a leak that was not seen any more', () => {
  test('is fixed when its test ran', () => {
    const { baseline } = baselineOf([leak])
    expect(baseline.settle([recordWith()])).toEqual([leak.fingerprint])
  })

  test('is not when its test was skipped, or its file did not run', () => {
    const skipped = recordOf({ tests: [testOf({ state: 'skipped', before: null, after: null })] })
    expect(baselineOf([leak]).baseline.settle([skipped])).toEqual([])
    expect(baselineOf([elsewhere]).baseline.settle([recordWith()])).toEqual([])
  })

  test('is not when it was seen', () => {
    expect(baselineOf([leak]).baseline.settle([recordWith({ ...leak, level: 'warn', known: true })])).toEqual(
      [],
    )
  })

  test('is fixed when its owner is a file that ran', () => {
    const ofFile = findingOf({
      owner: { scope: 'file', id: '1', name: 'test/api.test.ts', file: 'test/api.test.ts' },
    })
    expect(baselineOf([ofFile]).baseline.settle([recordOf()])).toEqual([ofFile.fingerprint])
  })

  test('is fixed when its owner is a suite of a file that ran', () => {
    const ofSuite = findingOf({ owner: { scope: 'suite', id: '1', name: 'users', file: 'test/api.test.ts' } })
    const tests = [testOf({ name: 'users > creates a user' })]
    expect(baselineOf([ofSuite]).baseline.settle([recordOf({ tests })])).toEqual([ofSuite.fingerprint])
  })
})

describe('an update', () => {
  const update = { WATERTIGHT_UPDATE: '1' }

  test('writes down what leaked, and drops what was fixed', () => {
    const { baseline, path } = baselineOf([leak], update)
    const fresh = findingOf({ fingerprint: 'cccccccccccccccc' })
    expect(baseline.settle([recordWith(fresh)])).toEqual([])
    expect(fingerprintsIn(path)).toEqual([fresh.fingerprint])
  })

  test('of a filtered run keeps what was not checked', () => {
    const { baseline, path } = baselineOf([leak, elsewhere], update)
    baseline.settle([recordWith()])
    expect(fingerprintsIn(path)).toEqual([elsewhere.fingerprint])
  })

  test('of one file, in a watched project, keeps what the run before it recorded of another', () => {
    const { baseline, path } = baselineOf([], update)
    const other = recordOf({
      path: 'test/another.test.ts',
      tests: [testOf({ name: 'another', findings: [elsewhere] })],
    })
    baseline.settle([recordWith(leak), other])
    baseline.settle([recordWith(leak)])
    expect(fingerprintsIn(path)).toEqual([leak.fingerprint, elsewhere.fingerprint])
    baseline.settle([recordWith()])
    expect(fingerprintsIn(path)).toEqual([elsewhere.fingerprint])
  })

  test('writes down leaks only, not what was held', () => {
    const { baseline, path } = baselineOf([], update)
    baseline.settle([recordWith(findingOf({ status: 'held', level: 'warn' }))])
    expect(fingerprintsIn(path)).toEqual([])
  })

  test('that cannot be written is told', () => {
    const root = tempFolder()
    writeFileSync(join(root, 'file'), '')
    const options = resolveOptions({ baseline: 'file/baseline.json' }, update)
    const baseline = new Baseline(options, root)
    baseline.settle([recordWith(leak)])
    expect(baseline.unchecked.at(-1)).toMatchObject({
      what: 'baseline',
      why: expect.stringMatching(/ENOTDIR|EEXIST/) as string,
    })
  })
})

function baselineOf(known: readonly Finding[], env: NodeJS.ProcessEnv = {}) {
  const root = tempFolder()
  const path = join(root, NAME)
  writeFileSync(path, formatBaseline(known.map((finding) => baselineEntry(finding, root))))
  return { baseline: new Baseline(resolveOptions({ baseline: NAME }, env), root), path }
}

function recordWith(...findings: readonly Finding[]) {
  return recordOf({ tests: [testOf({ findings })] })
}

function fingerprintsIn(path: string): string[] {
  return parseBaseline(readFileSync(path, 'utf8'), path).map(({ fingerprint }) => fingerprint)
}
