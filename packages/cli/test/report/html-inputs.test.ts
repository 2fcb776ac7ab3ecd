import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { REPORT_SCHEMA, REPORT_VERSION, summarise } from '@watertight/findings'
import type { FileReport, Report } from '@watertight/findings'
import { renderHtml } from '@watertight/render'
import { expect, test } from 'vitest'
import { readHtmlInputs } from '../../src/report/html-inputs.ts'
import { tempFolder } from '../temp-folder.ts'

test('makes a page that has all it needs in itself', () => {
  const report = reportOf('/nowhere', [])
  const page = renderHtml(report, readHtmlInputs(report))
  expect(page).toContain('uPlot')
  expect(page).toContain('"client/main.js"')
})

test('reads the sources that findings name, and no others', () => {
  const root = tempFolder()
  mkdirSync(join(root, 'src'))
  for (const name of ['src/db.ts', 'src/other.ts']) writeFileSync(join(root, name), `// ${name}`)
  const absolute = join(root, 'src/db.ts')
  const { sources } = readHtmlInputs(reportOf(root, ['src/db.ts', absolute, 'src/gone.ts']))
  expect([...(sources ?? [])]).toEqual([
    ['src/db.ts', '// src/db.ts'],
    [absolute, '// src/db.ts'],
  ])
})

test('reads nothing outside of the root, by whatever way', () => {
  const outside = tempFolder()
  const root = join(outside, 'shop')
  mkdirSync(root)
  mkdirSync(join(outside, 'shop-next-door'))
  for (const path of ['secret.ts', 'shop-next-door/secret.ts']) writeFileSync(join(outside, path), 'secret')
  symlinkSync(join(outside, 'secret.ts'), join(root, 'link.ts'))
  symlinkSync(outside, join(root, 'folder'))
  const ways = [
    '../secret.ts',
    join(outside, 'secret.ts'),
    'link.ts',
    'folder/secret.ts',
    '../shop-next-door/secret.ts',
  ]
  expect(readHtmlInputs(reportOf(root, ways)).sources?.size).toBe(0)
})

test('reads no folder, nothing that is no source, and nothing too large', () => {
  const root = tempFolder()
  mkdirSync(join(root, 'folder.ts'))
  writeFileSync(join(root, '.env'), 'PASSWORD=secret')
  writeFileSync(join(root, 'large.ts'), 'x'.repeat(3 * 1024 ** 2))
  expect(readHtmlInputs(reportOf(root, ['folder.ts', '.env', 'large.ts', 'a\0.ts'])).sources?.size).toBe(0)
})

function reportOf(root: string, places: readonly string[]): Report {
  const owner = { scope: 'file' as const, id: '1', name: 'a.test.ts', file: 'a.test.ts' }
  const findings = places.map((file) => ({
    kind: 'server' as const,
    level: 'fail' as const,
    status: 'leaked' as const,
    fingerprint: '0123456789abcdef',
    owner,
    facts: { kind: 'server' as const },
    place: { file, line: 1, column: 1 },
    stack: [],
    message: 'A server was left.',
    remedy: 'Close it.',
    evidence: [],
  }))
  const file: FileReport = {
    path: 'a.test.ts',
    project: '',
    pool: 'forks',
    worker: 1,
    state: 'failed',
    durationMs: 1,
    tests: [],
    findings,
  }
  return {
    $schema: REPORT_SCHEMA,
    version: REPORT_VERSION,
    tool: { name: '@watertight/vitest', version: '0.1.0' },
    startedAt: '2026-11-27T09:30:00.000Z',
    durationMs: 1,
    environment: { node: 'v24.11.0', platform: 'linux', arch: 'x64', vitest: '4.1.12', root },
    summary: summarise([file], []),
    files: [file],
    workers: [],
    trends: [],
    slowTeardowns: [],
    unchecked: [],
    reaped: [],
    staleAllows: [],
    fixed: [],
  }
}
