import { REPORT_SCHEMA, REPORT_VERSION, summarise } from '@watertight/findings'

const SAMPLE = {
  descriptors: 20,
  sockets: 2,
  children: 0,
  rssBytes: 100_000_000,
  heapBytes: 20_000_000,
  externalBytes: 1_000_000,
}
const TESTS_A_FILE = 20

/** A clean report of so many tests. */
export function makeReport(count) {
  const files = Array.from({ length: count / TESTS_A_FILE }, (_, index) => makeFile(index))
  return {
    $schema: REPORT_SCHEMA,
    version: REPORT_VERSION,
    tool: { name: '@watertight/vitest', version: '0.1.0' },
    startedAt: '2026-01-31T12:00:00.000Z',
    durationMs: 60_000,
    environment: { node: '24.1.0', platform: 'linux', arch: 'x64', vitest: '4.1.12', root: '/home/ada/shop' },
    summary: summarise(files, []),
    files,
    workers: [],
    trends: [],
    slowTeardowns: [],
    unchecked: [],
    reaped: [],
    staleAllows: [],
    fixed: [],
  }
}

function makeFile(index) {
  const tests = Array.from({ length: TESTS_A_FILE }, (_, test) => ({
    id: `${index}_${test}`,
    name: `suite ${index} > does the thing number ${test}`,
    state: 'passed',
    startedAtMs: index * 10 + test,
    durationMs: 1.5,
    teardownMs: 0.1,
    before: SAMPLE,
    after: SAMPLE,
    findings: [],
  }))
  const path = `test/file-${index}.test.ts`
  return {
    path,
    project: '',
    pool: 'forks',
    worker: 100 + index,
    state: 'passed',
    durationMs: 30,
    tests,
    findings: [],
  }
}
