import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceDigest } from '@watertight/findings'
import type { FileReport, Finding, Report } from '@watertight/findings'
import { beforeEach, expect, test } from 'vitest'
import { readPlaces } from '../../src/main/read-places.ts'
import { tempFolder } from '../temp-folder.ts'

const SOURCE = "test('serves', () => {\n  createServer().listen(0)\n})\n"
const NOW = Date.parse('2026-01-31T12:00:00Z')

let root: string
beforeEach(() => {
  root = tempFolder()
  mkdirSync(join(root, 'test'))
  write('test/api.test.ts', SOURCE)
})

test('says what stood at the place of a leak, and which rule would have shown it', () => {
  const [found] = read(leak())
  expect(found?.rule).toBe('require-release')
  expect(found?.place?.digest).toEqual(sourceDigest(SOURCE, 2))
})

test('findings of suites and files are completed as those of tests are', () => {
  const report = readPlaces(reportOf([], [leak()]), NOW)
  expect(report.files[0]?.findings[0]?.place?.digest).toBeDefined()
})

test('a file that changed since is not what ran', () => {
  const path = join(root, 'test/api.test.ts')
  utimesSync(path, NOW / 1000 + 1, NOW / 1000 + 1)
  expect(read(leak())).toEqual([leak()])
})

test.each([
  ['has no place', { place: undefined }],
  ['was released in the end', { status: 'held' }],
  ['is placed outside of the root', { place: { file: '/etc/hostname', line: 1, column: 1 } }],
  ['is placed above the root', { place: { file: '../other/api.test.ts', line: 1, column: 1 } }],
  ['is placed in Node', { place: { file: 'node:net', line: 1, column: 1 } }],
  ['is placed in a file that is gone', { place: { file: 'test/gone.test.ts', line: 1, column: 1 } }],
  ['is placed in a folder', { place: { file: 'test', line: 1, column: 1 } }],
] as const)('a finding that %s stays as it is', (_what, change) => {
  const finding = { ...leak(), ...change } as Finding
  expect(read(finding)).toEqual([finding])
})

function read(...findings: Finding[]): readonly Finding[] {
  return readPlaces(reportOf(findings, []), NOW).files[0]?.tests[0]?.findings ?? []
}

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text)
  utimesSync(join(root, path), NOW / 1000 - 60, NOW / 1000 - 60)
}

function leak(): Finding {
  return {
    kind: 'server',
    level: 'fail',
    status: 'leaked',
    fingerprint: '0123456789abcdef',
    owner: { scope: 'test', id: '1', name: 'serves', file: 'test/api.test.ts' },
    facts: { kind: 'server' },
    place: { file: 'test/api.test.ts', line: 2, column: 3 },
    stack: [],
    message: 'A TCP server was opened.',
    remedy: 'Close it.',
    evidence: [],
  }
}

function reportOf(findings: readonly Finding[], ofFile: readonly Finding[]): Report {
  const file = { tests: [{ findings }], findings: ofFile } as unknown as FileReport
  return { environment: { root }, files: [file] } as unknown as Report
}
