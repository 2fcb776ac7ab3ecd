import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { githubSteps, gitlabSteps, jenkinsSteps, readRecipe, runSteps } from './recipe-steps.ts'
import type { Outcome, Step } from './recipe-steps.ts'
import { runProcess } from './run-process.ts'
import { layOutFiles } from './target.ts'

const PROJECT = {
  'package.json': '{ "private": true, "type": "module" }\n',
  'vitest.config.js': `export default {
  test: { reporters: ['default', ['@watertight/vitest', { baseline: 'watertight-baseline.json' }]] },
}\n`,
  'eslint.config.js': `import watertight from 'eslint-plugin-watertight'\nexport default [watertight.configs.recommended]\n`,
  'clean.test.js': `import { expect, test } from 'vitest'\ntest('adds', () => expect(1 + 1).toBe(2))\n`,
}

/** A leak that no linter sees, because another file opens it. */
const HIDDEN = {
  'start.js': `import { createServer } from 'node:http'
import { once } from 'node:events'
export async function start() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}\n`,
  'leaky.test.js': `import { expect, test } from 'vitest'
import { start } from './start.js'
test('starts', async () => {
  const { listening } = await start()
  expect(listening).toBe(true)
})\n`,
}

/** One that the linter sees. */
const PLAIN = `import { createServer } from 'node:http'\nimport { test } from 'vitest'\ntest('listens', async () => {\n  const server = createServer()\n  await new Promise((done) => server.listen(0, done))\n})\n`

const RECIPES: readonly { readonly name: string; readonly steps: readonly Step[] }[] = [
  { name: 'GitHub', steps: githubSteps('github.yml', 'test') },
  { name: 'GitLab', steps: gitlabSteps('gitlab-ci.yml') },
  { name: 'Jenkins', steps: jenkinsSteps('Jenkinsfile') },
]

describe.each(RECIPES)('the commands of $name', ({ steps }) => {
  test('pass where nothing leaks, and write what they name', async () => {
    const path = project(PROJECT)
    const summary = join(path, 'summary.md')
    const outcomes = await runSteps(steps, path, { GITHUB_STEP_SUMMARY: summary })
    expect(failures(outcomes)).toEqual([])
    expect(outcomes).toHaveLength(steps.length)
    for (const file of writtenBy(steps)) expect(readFileSync(join(path, file), 'utf8')).not.toBe('')
  })

  test('fail where something leaks, and pass when it is recorded', async () => {
    const path = project({ ...PROJECT, ...HIDDEN })
    const env = { GITHUB_STEP_SUMMARY: join(path, 'summary.md') }
    const outcomes = await runSteps(steps, path, env)
    expect(failures(outcomes)[0]).toMatch(/^npx vitest run: 1\n/)
    for (const file of writtenBy(steps)) expect(readFileSync(join(path, file), 'utf8')).toContain('start.js')

    const record = [{ line: `${gateOf(steps)} --update`, always: false }]
    expect(failures(await runSteps(record, path))).toEqual([])
    expect(failures(await runSteps(steps, path, env))).toEqual([])
  })
})

test('the gate fails where nothing was looked at', async () => {
  const steps = githubSteps('github.yml', 'test')
  const path = project({ ...PROJECT, 'vitest.config.js': 'export default {}\n' })
  const outcomes = await runSteps(steps, path, { GITHUB_STEP_SUMMARY: join(path, 'summary.md') })
  expect(outcomes.find(({ line }) => line === gateOf(steps))?.exitCode).toBeGreaterThan(0)
})

test('three shards of GitHub are judged as one', async () => {
  const path = project({ ...PROJECT, ...HIDDEN, 'third.test.js': PROJECT['clean.test.js'] })
  for (const shard of ['1', '2', '3']) {
    const steps = githubSteps('github-sharded.yml', 'test')
    expect(steps).toHaveLength(1)
    await runSteps(
      steps.map((step) => ({ ...step, line: step.line.replaceAll('${{ matrix.shard }}', shard) })),
      path,
    )
    // Each shard runs on a machine of its own, of which only the blob comes back.
    rmSync(join(path, '.watertight'), { recursive: true, force: true })
  }
  const outcomes = await runSteps(githubSteps('github-sharded.yml', 'leaks'), path)
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([1, 1])
  expect(outcomes[1]?.output).toContain('start.js')
})

describe('the pre-commit hook', () => {
  test('lets pass what is clean, and has nothing to say of other files', async () => {
    const path = await repository({ ...PROJECT, 'read me.md': 'x' })
    expect(await commit(path, 'read me.md')).toMatchObject({ exitCode: 0 })
    expect(await commit(path, '.')).toMatchObject({ exitCode: 0 })
  })

  test('stops what the linter sees', async () => {
    const path = await repository({ ...PROJECT, 'plain leak.test.js': PLAIN })
    const { exitCode, output } = await commit(path, '.')
    expect(exitCode).toBe(1)
    expect(output).toContain('watertight/require-release')
  })

  test('stops what only a test sees, also one that depends on the changed file', async () => {
    const path = await repository({ ...PROJECT, ...HIDDEN })
    const { exitCode, output } = await commit(path, 'start.js')
    expect(exitCode).toBe(1)
    expect(output).toContain('was opened at start.js:4')
  })
})

function project(files: Readonly<Record<string, string>>): string {
  const layout = layOutFiles(Object.fromEntries(Object.entries(files)))
  onTestFinished(layout.remove)
  return layout.path
}

async function repository(files: Readonly<Record<string, string>>): Promise<string> {
  const path = project(files)
  const hook = join(path, '.githooks/pre-commit')
  mkdirSync(dirname(hook))
  writeFileSync(hook, readRecipe('.githooks/pre-commit'))
  chmodSync(hook, 0o755)
  await git(path, 'init', '--quiet')
  await git(path, 'config', 'core.hooksPath', '.githooks')
  expect(existsSync(join(path, '.git'))).toBe(true)
  return path
}

async function commit(path: string, what: string): Promise<{ exitCode: number; output: string }> {
  await git(path, 'add', what)
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
  return git(path, ...author, 'commit', '--message', 'Change')
}

async function git(path: string, ...args: string[]): Promise<{ exitCode: number; output: string }> {
  const { exitCode, stdout, stderr } = await runProcess({ command: 'git', args, cwd: path })
  return { exitCode, output: stdout + stderr }
}

/** Commands that failed, with what they printed. */
function failures(outcomes: readonly Outcome[]): string[] {
  return outcomes
    .filter(({ exitCode }) => exitCode !== 0)
    .map(({ line, exitCode, output }) => `${line}: ${exitCode}\n${output}`)
}

function gateOf(steps: readonly Step[]): string {
  return steps.find(({ line }) => line.includes('watertight gate'))?.line ?? ''
}

/** Files that the commands write. */
function writtenBy(steps: readonly Step[]): string[] {
  return steps.flatMap(({ line }) => {
    if (line.includes('GITHUB_STEP_SUMMARY')) return ['summary.md']
    return /--output (\S+)/.exec(line)?.[1] ?? []
  })
}
