import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Report } from '@watertight/findings'
import { runProcess, type ProcessResult } from './run-process.ts'
import { target } from './target.ts'
import type { VitestJson } from './vitest-json.ts'

export interface VitestRequest {
  /** The root of the run, absolute; Vitest is found from there. */
  readonly cwd: string
  /** After `vitest run`. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Path of the Node to run with. */
  readonly node?: string
  /** Path of `vitest.mjs`. */
  readonly vitest?: string
  /** A shell command that ends in `"$@"` and so starts the run in other surroundings. */
  readonly shell?: string
  readonly timeoutMs?: number
}

export interface VitestRun extends ProcessResult {
  /** `.watertight/report.json` of the root, if the run wrote one. */
  readonly report: Report | null
  /** What Vitest's own JSON reporter wrote, if it was asked to. */
  readonly json: VitestJson | null
}

/** The two reporters that a user writes. */
export const OUR_REPORTERS = ['--reporter=default', '--reporter=@watertight/vitest'] as const

/** Where `json` is read from: give it as `--outputFile.json`. */
export const JSON_REPORTER = ['--reporter=json', '--outputFile.json=.vitest.json'] as const

/** Runs Vitest once, bounded in time; the root's path is `<root>` in the output, and nothing that it started stays. */
export async function runVitest(request: VitestRequest): Promise<VitestRun> {
  const { cwd } = request
  const [reportFile, jsonFile] = [join(cwd, '.watertight/report.json'), join(cwd, '.vitest.json')]
  for (const file of [reportFile, jsonFile]) rmSync(file, { force: true })
  const result = await runProcess({ ...request, ...commandOf(request) })
  return {
    exitCode: result.exitCode,
    stdout: result.stdout.replaceAll(cwd, '<root>'),
    stderr: result.stderr.replaceAll(cwd, '<root>'),
    report: readJson(reportFile) as Report | null,
    json: readJson(jsonFile) as VitestJson | null,
  }
}

function commandOf({ cwd, args = [], node = target.node, vitest = findVitest(cwd), shell }: VitestRequest) {
  const line = [node, vitest, 'run', ...args]
  return shell === undefined
    ? { command: node, args: line.slice(1) }
    : { command: 'sh', args: ['-c', shell, 'sh', ...line] }
}

/** The `vitest.mjs` that a folder resolves to. */
export function findVitest(folder: string): string {
  const candidate = join(folder, 'node_modules/vitest/vitest.mjs')
  if (existsSync(candidate)) return candidate
  if (dirname(folder) === folder)
    throw new Error('Expected an installed vitest above the fixtures, found none.')
  return findVitest(dirname(folder))
}

function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}
