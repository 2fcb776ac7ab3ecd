import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { runProcess } from './run-process.ts'
import { FIXTURES } from './target.ts'

/** A command of a recipe. */
export interface Step {
  readonly line: string
  /** Whether it runs behind a failure too. */
  readonly always: boolean
}

/** What became of a command. */
export interface Outcome {
  readonly line: string
  readonly exitCode: number
  readonly output: string
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly GithubStep[] }>>
}

interface GithubStep {
  readonly run?: string
  readonly if?: string
}

interface GitlabFile {
  readonly test: { readonly script: readonly string[]; readonly after_script: readonly string[] }
}

/** The commands of a job of a workflow, as GitHub would run them. */
export function githubSteps(file: string, job: string): Step[] {
  const { jobs } = parse(readRecipe(file)) as Workflow
  const steps = jobs[job]?.steps ?? []
  return ours(steps.map(({ run = '', if: condition }) => ({ line: run, always: condition !== undefined })))
}

/** The commands of the job `test`, as GitLab would run them. */
export function gitlabSteps(file: string): Step[] {
  const { script, after_script } = (parse(readRecipe(file)) as GitlabFile).test
  return ours([
    ...script.map((line) => ({ line, always: false })),
    ...after_script.map((line) => ({ line, always: true })),
  ])
}

/** The `sh` steps of a pipeline, as Jenkins would run them. */
export function jenkinsSteps(file: string): Step[] {
  const text = readRecipe(file)
  const post = text.indexOf('post {')
  const calls = [...text.matchAll(/\bsh '([^']*)'/g)]
  return ours(calls.map(({ 1: line = '', index }) => ({ line, always: index > post })))
}

/** Runs commands in order; behind one that fails only those that always run. */
export async function runSteps(
  steps: readonly Step[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const { line, always } of steps) {
    if (!always && outcomes.some(({ exitCode }) => exitCode !== 0)) continue
    const { exitCode, stdout, stderr } = await runProcess({
      command: 'sh',
      args: ['-e', '-c', line],
      cwd,
      env,
    })
    outcomes.push({ line, exitCode, output: stdout + stderr })
  }
  return outcomes
}

/** The text of a recipe. */
export function readRecipe(file: string): string {
  return readFileSync(join(FIXTURES, 'recipes', file), 'utf8')
}

// What the project of the test is made of is installed already, and `npm ci` would take it away first.
function ours(steps: readonly Step[]): Step[] {
  return steps.filter(({ line }) => line !== '' && line !== 'npm ci')
}
