import type { WorkerSample } from '@watertight/findings'
import { expect, test } from 'vitest'
import {
  carriedTimelines,
  mergesBlobs,
  TimelineCarrier,
  workersOf,
  writesBlob,
} from '../../src/main/carried-timeline.ts'
import type { CarriedTimeline } from '../../src/main/carried-timeline.ts'
import type { Timeline } from '../../src/main/timeline.ts'
import type { VitestLike } from '../../src/main/vitest-types.ts'
import { META_KEY } from '../../src/worker/file-record.ts'
import { recordOf } from '../records.ts'
import { fileTask } from '../tasks.ts'

const sample: WorkerSample = { atMs: 500, rssBytes: 9e7, cpuPercent: 1, descriptors: 20, children: 0 }
const carried: CarriedTimeline = {
  session: 'a',
  pid: 7,
  file: 'a.test.ts',
  startedAtMs: 10_000,
  samples: [sample],
}

test('the samples of a worker travel with the file that it ran, and come back at the merge', async () => {
  const module = moduleOf()
  await new TimelineCarrier('a').carry(module, timeline([sample]))
  const travelled = JSON.parse(JSON.stringify(module.task.meta)) as Record<string, unknown>
  const { timelines, unchecked } = carriedTimelines([moduleOf(travelled)])
  expect(timelines).toEqual([{ ...carried, pid: 4711, file: 'test/api.test.ts' }])
  expect(unchecked).toEqual([])
})

test('they are left again where a verdict that came later has replaced them', async () => {
  const carrier = new TimelineCarrier('a')
  const module = moduleOf()
  await carrier.carry(module, timeline([sample]))
  const replaced = moduleOf()
  carrier.leave([replaced])
  expect(carriedTimelines([replaced]).timelines).toHaveLength(1)
})

test('a file that nobody observed carries nothing, and is not missed', async () => {
  const module = moduleOf({})
  await new TimelineCarrier('a').carry(module, timeline([sample]))
  expect(carriedTimelines([module])).toEqual({ timelines: [], unchecked: [] })
})

test('blobs of a run that carried none are told of', () => {
  expect(carriedTimelines([moduleOf()]).unchecked).toEqual([
    { what: 'timeline', why: '1 of 1 files came without the samples of their workers' },
  ])
})

test('files of one worker are one timeline, in order and timed from the start of all shards', () => {
  const later = { ...carried, file: 'b.test.ts', samples: [{ ...sample, atMs: 900 }] }
  expect(workersOf([later, carried], 9_000)).toEqual([
    {
      pid: 7,
      files: ['a.test.ts', 'b.test.ts'],
      samples: [
        { ...sample, atMs: 1500 },
        { ...sample, atMs: 1900 },
      ],
    },
  ])
})

test('workers of two machines are two, although they had one pid', () => {
  expect(workersOf([carried, { ...carried, session: 'b' }], 9_000)).toHaveLength(2)
})

test.each([
  [[['blob', {}]], true],
  [['default', 'blob'], true],
  [[['default', {}]], false],
  [undefined, false],
])('a run with the reporters %j writes a blob: %s', (reporters, writes) => {
  expect(writesBlob(vitestWith({ reporters }))).toBe(writes)
})

test('a run with a folder of blobs merges them', () => {
  expect(mergesBlobs(vitestWith({ mergeReports: '.vitest-reports' }))).toBe(true)
  expect(mergesBlobs(vitestWith({}))).toBe(false)
})

function moduleOf(meta: Record<string, unknown> = { [META_KEY]: recordOf() }) {
  const task = fileTask('1')
  Object.assign(task.meta, meta)
  return { task, project: { name: '' } }
}

function timeline(samples: WorkerSample[]): Timeline {
  return { startedAtMs: 10_000, sampled: () => Promise.resolve(), take: () => samples } as unknown as Timeline
}

function vitestWith(config: object): VitestLike {
  return { config } as unknown as VitestLike
}
