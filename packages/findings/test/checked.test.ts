import { expect, test } from 'vitest'
import {
  type BaselineEntry,
  checkedIn,
  type FileReport,
  type TestReport,
  type Unchecked,
} from '../src/index.ts'

const sample = { descriptors: 1, sockets: 0, children: 0, rssBytes: 1, heapBytes: 1, externalBytes: 1 }

const ran: TestReport = {
  id: '1',
  name: 'users > creates a user',
  state: 'passed',
  durationMs: 1,
  teardownMs: 0,
  before: sample,
  after: sample,
  findings: [],
}

const file: FileReport = {
  path: 'test/api.test.ts',
  project: 'node',
  pool: 'forks',
  worker: 7,
  state: 'passed',
  durationMs: 1,
  tests: [ran],
  findings: [],
}

const command: FileReport = { ...file, path: 'sh suite.sh --port 4000', project: '', pool: '', tests: [] }

test.each([
  ['a test that passed', 'test/api.test.ts > users > creates a user'],
  ['a suite of which a test passed', 'test/api.test.ts > users'],
  ['a file of which a test passed', 'test/api.test.ts'],
])('looked for what %s owned', (_what, owner) => {
  expect(checkedIn({ files: [file], unchecked: [] }, '/shop')(entry(owner))).toBe(true)
})

const owner = 'test/api.test.ts > users > creates a user'

test.each<[string, FileReport, Unchecked[]]>([
  ['that did not run', { ...file, path: 'test/other.test.ts' }, []],
  ['that was skipped', { ...file, tests: [{ ...ran, state: 'skipped', after: null }] }, []],
  ['that failed, perhaps before it came to the leak', { ...file, tests: [{ ...ran, state: 'failed' }] }, []],
  ['whose worker ended before the verdict', { ...file, state: 'pending' }, []],
  ['whose file could not be judged', file, [{ what: 'file', where: file.path, why: 'Error' }]],
])('did not look for what a test owned %s', (_what, report, unchecked) => {
  const wasChecked = checkedIn({ files: [report], unchecked }, '/shop')
  expect(wasChecked(entry(owner))).toBe(false)
})

test('did not look in a project that was left out', () => {
  const wasChecked = checkedIn({ files: [file], unchecked: [] }, '/shop')
  expect(wasChecked({ ...entry(owner), projects: ['node'] })).toBe(true)
  expect(wasChecked({ ...entry(owner), projects: ['jsdom', 'node'] })).toBe(false)
})

test.each<[string, BaselineEntry['kind']]>([
  ['descriptors', 'native-descriptor'],
  ['sockets', 'listening-port'],
  ['children', 'child-process'],
  ['processes', 'orphan-process'],
  ['orphaned processes', 'orphan-process'],
])('did not look for what a system hides that does not list its %s', (what, kind) => {
  const wasChecked = checkedIn({ files: [file], unchecked: [{ what, why: 'it is missing' }] }, '/shop')
  expect(wasChecked({ ...entry(owner), kind })).toBe(false)
  expect(wasChecked(entry(owner))).toBe(true)
})

test.each<BaselineEntry['kind']>(['listening-port', 'native-descriptor', 'native-memory'])(
  'did not look for a %s in threads, which share their process',
  (kind) => {
    const threads = ['threads', 'vmThreads'].map((pool) => ({ ...file, pool }))
    for (const shared of threads) {
      const wasChecked = checkedIn({ files: [shared], unchecked: [] }, '/shop')
      expect(wasChecked({ ...entry(owner), kind })).toBe(false)
      expect(wasChecked(entry(owner))).toBe(true)
    }
    const alone = checkedIn({ files: [{ ...file, pool: 'vmForks' }], unchecked: [] }, '/shop')
    expect(alone({ ...entry(owner), kind })).toBe(true)
  },
)

test('nobody knows whether a worker fixture was used', () => {
  expect(checkedIn({ files: [file], unchecked: [] }, '/shop')(entry('worker'))).toBe(false)
})

test('looked for what a command left if the command succeeded, whatever its ports', () => {
  const left = entry('sh suite.sh --port 5000')
  expect(checkedIn({ files: [command], unchecked: [] }, '/shop')(left)).toBe(true)
  expect(checkedIn({ files: [{ ...command, state: 'failed' }], unchecked: [] }, '/shop')(left)).toBe(false)
  expect(checkedIn({ files: [file], unchecked: [] }, '/shop')(left)).toBe(false)
})

function entry(label: string): BaselineEntry {
  return { fingerprint: '0123456789abcdef', kind: 'server', owner: label, place: '' }
}
