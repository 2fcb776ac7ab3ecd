import { expect, test } from 'vitest'
import { neverStarted } from '../../src/main/never-started.ts'
import type { RunEnd } from '../../src/main/never-started.ts'
import type { TestModuleLike } from '../../src/main/vitest-types.ts'
import { META_KEY } from '../../src/worker/file-record.ts'
import { recordOf, ROOT } from '../records.ts'
import { fileTask } from '../tasks.ts'

const ended: RunEnd = { state: 'passed', errors: 0, specifications: [], root: ROOT }
const judged = moduleOf('test/api.test.ts', 'run', { [META_KEY]: recordOf() })
const filtered = moduleOf('test/filtered.test.ts', 'skip')
const queued = moduleOf('test/queued.test.ts', 'queued')
const specifications = [specificationOf('test/api.test.ts'), specificationOf('test/lost.test.ts')]

test.each<[string, Partial<RunEnd>]>([
  ['passed', {}],
  ['failed', { state: 'failed' }],
  [
    'had an error of no test, with every file judged',
    { errors: 1, specifications: specifications.slice(0, 1) },
  ],
  ['was given files that its sequencer left out', { specifications }],
])('a run that came to its end and %s has missed nothing', (_, given) => {
  expect(neverStarted([judged, filtered], { ...ended, ...given })).toEqual([])
})

test('a file that no worker came to is named', () => {
  expect(neverStarted([judged, queued], { ...ended, errors: 1 })).toEqual([
    { what: 'file', where: 'test/queued.test.ts', why: 'it never started' },
  ])
})

test('a file whose worker could not be started is named, though Vitest has no module of it', () => {
  expect(neverStarted([judged], { ...ended, errors: 1, specifications })).toEqual([
    { what: 'file', where: 'test/lost.test.ts', why: 'it never started' },
  ])
})

test.each<[string, TestModuleLike[], string]>([
  ['within a file', [judged], 'it was interrupted'],
  ['before a file', [judged, queued], 'it was interrupted before 1 file started'],
  ['before several', [judged, queued, queued], 'it was interrupted before 2 files started'],
])('a run that was interrupted %s says so once', (_, modules, why) => {
  expect(neverStarted(modules, { ...ended, state: 'interrupted' })).toEqual([{ what: 'run', why }])
})

function moduleOf(name: string, mode: string, meta: Record<string, unknown> = {}): TestModuleLike {
  return { task: fileTask(name, { name, mode, meta, filepath: `${ROOT}/${name}` }), project: { name: '' } }
}

function specificationOf(name: string) {
  return { moduleId: `${ROOT}/${name}`, project: { name: '' } }
}
