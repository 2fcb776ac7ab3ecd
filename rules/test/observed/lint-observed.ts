import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { Linter } from 'eslint'
import { onTestFinished } from 'vitest'
import { sourceDigest } from '../../../packages/findings/src/source-digest.ts'
import plugin from '../../src/index.ts'

/** A folder of a project, which goes with the test. */
export function makeProject(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'watertight-observed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** A leak as a report has it, of the line that ends in `// leak`; with digests, unless they are left out. */
export function leakIn(source: string, given: object = {}, file = 'a.test.js'): object {
  const line = source.split('\n').findIndex((text) => text.endsWith('// leak')) + 1
  return {
    kind: 'server',
    status: 'leaked',
    message: 'A TCP server was opened. Close it.',
    place: { file, line, column: 1, digest: sourceDigest(source, line) },
    ...given,
  }
}

/** The text of a report whose one test has these findings. */
export function reportOf(findings: readonly object[], given: object = {}): string {
  return JSON.stringify({
    version: 1,
    startedAt: '2026-01-31T12:00:00.000Z',
    durationMs: 1500,
    environment: { root: '/home/ada/shop' },
    files: [{ tests: [{ findings }], findings: [] }],
    ...given,
  })
}

/** What the rule says of a file, as `line:column-column message`. */
export function lintObserved(path: string, text: string, options: object = {}): string[] {
  const config: Linter.Config = {
    plugins: { watertight: plugin },
    rules: { 'watertight/no-observed-leak': ['error', options] },
  }
  return new Linter({ cwd: resolve(dirname(path)) })
    .verify(text, config, { filename: path })
    .map(({ line, column, endColumn, message }) => `${line}:${column}-${endColumn ?? ''} ${message}`)
}
