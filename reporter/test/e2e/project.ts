import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FileReport } from '@watertight/findings'
import { runProcess } from './run-process.ts'
import { runVitest, type VitestRun } from './run-vitest.ts'
import { target } from './target.ts'
import type { FileResult, TestResult } from './vitest-json.ts'

/** `expected.json` of a project. */
export interface ExpectedProject {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** See `VitestRequest`. */
  readonly shell?: string
  readonly exitCode: number
  /** Each must match a line of the output, `*` standing for anything. */
  readonly stdout?: readonly string[]
  /** None may match a line of the output. */
  readonly notStdout?: readonly string[]
}

/** Reads `expected.json` of a project's folder (absolute). */
export function readExpected(folder: string): ExpectedProject {
  return JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as ExpectedProject
}

/** Runs a project as its `expected.json` says: its `drive.mjs` if it has one, else Vitest. */
export async function runProject(folder: string, { args, env, shell }: ExpectedProject): Promise<VitestRun> {
  if (existsSync(join(folder, 'drive.mjs'))) return driveProject(folder, args, env)
  return runVitest({
    cwd: folder,
    args: [...(args ?? []), '--includeTaskLocation'],
    ...(env && { env }),
    ...(shell !== undefined && { shell }),
  })
}

async function driveProject(
  folder: string,
  args: readonly string[] = [],
  env?: ExpectedProject['env'],
): Promise<VitestRun> {
  const result = await runProcess({
    command: target.node,
    args: ['drive.mjs', ...args],
    cwd: folder,
    ...(env && { env }),
  })
  return { ...result, report: null, json: null }
}

/** What is wrong with a run's exit code and output, one text each. */
export function compareOutput(run: VitestRun, expected: ExpectedProject): string[] {
  const lines = `${run.stdout}\n${run.stderr}`.split('\n').map((line) => line.trim())
  const found = (pattern: string) => lines.some((line) => toRegExp(pattern).test(line))
  const missing = (expected.stdout ?? []).filter((pattern) => !found(pattern))
  const unwanted = (expected.notStdout ?? []).filter(found)
  const wrong = [
    ...(run.exitCode === expected.exitCode
      ? []
      : [`expected exit code ${expected.exitCode}, received ${run.exitCode}`]),
    ...missing.map((pattern) => `expected a line like ${pattern}`),
    ...unwanted.map((pattern) => `expected no line like ${pattern}`),
  ]
  return wrong.length > 0 ? [...wrong, `received\n${run.stdout}\n${run.stderr}`] : []
}

/** A file of our report in the form of Vitest's JSON: a project chooses its own reporters. */
export function toFileResult(root: string, file: FileReport): FileResult {
  const assertionResults = file.tests.map(({ name, line, state }): TestResult => ({
    ancestorTitles: [],
    title: name,
    status: state,
    failureMessages: null,
    location: line === undefined ? null : { line, column: 1 },
  }))
  return { name: join(root, file.path), status: file.state, message: '', assertionResults }
}

function toRegExp(pattern: string): RegExp {
  const escaped = pattern
    .trim()
    .split('*')
    .map((text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${escaped.join('.*')}$`)
}
