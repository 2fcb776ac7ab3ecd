import { expect, test } from 'vitest'
import { findingsOf, summarise } from '../src/index.ts'
import { fullReport } from './reports.ts'

const [file] = fullReport.files
const [leak] = file?.findings ?? []

test('findingsOf lists those of the tests before the file’s own', () => {
  if (!file || !leak) throw new Error('the sample has lost its file')
  const own = { ...leak, fingerprint: 'ffffffffffffffff' }
  expect(findingsOf({ ...file, findings: [own] })).toEqual([leak, own])
})

test('counts what fails, what warns and what is known', () => {
  const { peak: _peak, ...counts } = summarise(fullReport.files, [])
  expect(counts).toEqual({
    files: 1,
    tests: 1,
    checkedTests: 1,
    failing: { server: 2 },
    warning: {},
    held: 0,
    late: 0,
    known: 2,
  })
})

test('the peak of a command is that of its processes', () => {
  const samples = [
    { atMs: 0, rssBytes: 5, cpuPercent: 0, descriptors: 7, children: null },
    { atMs: 9, rssBytes: 4, cpuPercent: 0, descriptors: 3, children: 1 },
  ]
  expect(summarise([], [{ pid: 1, files: [], samples }]).peak).toEqual({
    descriptors: 7,
    sockets: null,
    children: 1,
    rssBytes: 5,
    heapBytes: null,
    externalBytes: null,
  })
})
