import { execFileSync } from 'node:child_process'
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Report } from '@watertight/findings'
import { fullReport } from '../../../findings/test/reports.ts'
import { FORMATS } from '../../src/report/options.ts'
import { tempFolder } from '../temp-folder.ts'
import { watertight } from '../watertight.ts'

const { command, ...others } = fullReport
const run: Report = {
  ...others,
  files: fullReport.files.map(({ command: _command, ...file }) => ({
    ...file,
    findings: [],
    tests: file.tests.map((test) => ({
      ...test,
      findings: test.findings.map(({ known: _known, ...finding }) => finding),
    })),
  })),
}

let folder: string
beforeEach(() => {
  folder = tempFolder()
})

test('shows the report that the reporter writes by default, as text', async () => {
  written(run, '.watertight/report.json')
  const { exitCode, stdout, stderr } = await report([])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toMatch(/^ watertight {2}/)
  expect(stdout).toContain('A TCP server was opened.')
})

test.each([
  ['text', / watertight {2}/],
  ['html', /^<!doctype html>/i],
  ['markdown', /^## Watertight: /],
  ['junit', /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites /],
  ['sarif', /^\{\n "\$schema": "[^"]*sarif/],
  ['github', /^::/],
  ['json', /^\{\n "\$schema": "urn:watertight:report:1"/],
])('--format %s', async (format, beginning) => {
  const { exitCode, stdout, stderr } = await report([written(run), '--format', format])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toMatch(beginning)
})

test('every format is tried here', () => {
  expect([...FORMATS].sort()).toEqual(['github', 'html', 'json', 'junit', 'markdown', 'sarif', 'text'])
})

test('several reports become one, and one that is given twice counts once', async () => {
  const shard = { ...run, files: run.files.map((file) => ({ ...file, path: 'test/b.test.ts' })) }
  const ofCommand = { ...run, command, files: run.files.map((file) => ({ ...file, path: command.line })) }
  const paths = [written(run, 'a.json'), written(shard, 'b.json'), written(ofCommand, 'c.json')]
  const { stdout } = await report([...paths, 'a.json', '--format', 'json'])
  const { files, summary } = JSON.parse(stdout) as Report
  expect(files.map((file) => [file.path, file.command?.line])).toEqual([
    ['python3 -m unittest', 'python3 -m unittest'],
    ['test/api.test.ts', undefined],
    ['test/b.test.ts', undefined],
  ])
  expect(summary).toMatchObject({ files: 3, tests: 3 })
})

test('what is merged is a report again', async () => {
  const shard = { ...run, files: run.files.map((file) => ({ ...file, path: 'test/b.test.ts' })) }
  const merged = await report([written(run, 'a.json'), written(shard, 'b.json'), '--format', 'json'])
  writeFileSync(join(folder, 'merged.json'), merged.stdout)
  expect(await report(['merged.json', 'a.json', '--format', 'json'])).toEqual(merged)
})

test('the packages of a monorepo are named from where it stands', async () => {
  const reports = ['api', 'web'].map((name) => {
    const environment = { ...run.environment, root: join(folder, 'packages', name) }
    return written({ ...run, environment }, `packages/${name}/.watertight/report.json`)
  })
  const { stdout } = await report([...reports, '--format', 'github'])
  expect(stdout).toContain('file=packages/api/test/api.test.ts,line=12')
  expect(stdout).toContain('file=packages/web/test/api.test.ts,line=12')
})

describe('--output', () => {
  test('writes a file, makes its folder, prints nothing and leaves nothing beside it', async () => {
    const ended = await report([written(run), '--format', 'sarif', '--output', 'out/of/leaks.sarif'])
    expect(ended).toMatchObject({ exitCode: 0, stdout: '', stderr: '' })
    expect(JSON.parse(readFileSync(join(folder, 'out/of/leaks.sarif'), 'utf8'))).toMatchObject({
      version: '2.1.0',
    })
    expect(readdirSync(join(folder, 'out/of'))).toEqual(['leaks.sarif'])
  })

  test('may be the report that is read', async () => {
    const path = written(run)
    expect(await report([path, '-f', 'json', '-o', path])).toMatchObject({ exitCode: 0 })
    expect(JSON.parse(readFileSync(join(folder, path), 'utf8'))).toEqual(run)
  })

  test('follows a link, and does not replace it', async () => {
    writeFileSync(join(folder, 'target.md'), 'old')
    symlinkSync('target.md', join(folder, 'link.md'))
    await report([written(run), '-f', 'markdown', '-o', 'link.md'])
    expect(readFileSync(join(folder, 'target.md'), 'utf8')).toMatch(/^## Watertight/)
  })

  test.skipIf(process.platform === 'win32')('may be a pipe, which stays one', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const [ended, text] = await Promise.all([
      report([written(run), '-f', 'markdown', '-o', 'pipe']),
      readFile(pipe, 'utf8'),
    ])
    expect(ended.exitCode).toBe(0)
    expect(text).toMatch(/^## Watertight/)
    expect(lstatSync(pipe).isFIFO()).toBe(true)
  })

  test('that cannot be written is named, with exit code 1', async () => {
    mkdirSync(join(folder, 'taken'))
    const { exitCode, stdout, stderr } = await report([written(run), '--output', 'taken'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toMatch(/^watertight: `taken` could not be written: \w+/)
    expect(readdirSync(folder).sort()).toEqual(['report.json', 'taken'])
  })
})

test('a report that cannot be read is told on standard error, with exit code 2', async () => {
  writeFileSync(join(folder, 'cut.json'), JSON.stringify(run, null, 1).slice(0, 500))
  const { exitCode, stdout, stderr } = await report([written(run), 'cut.json'])
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(
    /^watertight: Expected `cut\.json` to be JSON, got a text that ends too early, at line \d+/,
  )
})

describe('colour', () => {
  test.each([
    ['is left out where there is no terminal', {}, false],
    ['is forced by FORCE_COLOR', { FORCE_COLOR: '1' }, true],
    ['is left out with NO_COLOR', { NO_COLOR: '1' }, false],
  ])('%s', async (_what, env, isColored) => {
    const { stdout } = await watertight(['report', written(run)], {
      cwd: folder,
      env: { NO_COLOR: undefined, FORCE_COLOR: undefined, ...env },
    })
    expect(stdout.includes('\u001B[')).toBe(isColored)
  })

  test('is for text alone', async () => {
    const { stdout } = await watertight(['report', written(run), '-f', 'markdown'], {
      cwd: folder,
      env: { NO_COLOR: undefined, FORCE_COLOR: '1' },
    })
    expect(stdout).not.toContain('\u001B[')
  })
})

function report(args: readonly string[]) {
  return watertight(['report', ...args], { cwd: folder })
}

/** Writes a report below the folder, and returns its path from there. */
function written(content: Report, path = 'report.json'): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), JSON.stringify(content, null, 1))
  return path
}
