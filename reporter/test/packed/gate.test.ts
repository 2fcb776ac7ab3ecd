import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CLEAN_TEST, LEAKY_TEST } from '../e2e/leaky-project.ts'
import { FIXTURES } from '../e2e/target.ts'
import { userProject } from './user-project.ts'
import type { UserProject } from './user-project.ts'

describe('the gate ends with', () => {
  test('0 after a clean run within its budgets', async () => {
    const project = await projectAfterRun({ 'clean.test.ts': CLEAN_TEST })
    const { exitCode, stdout } = await project.watertight(
      'gate',
      '--budget',
      'rss=8GB,fds=10000,sockets=100,children=50',
    )
    expect(exitCode, stdout).toBe(0)
    expect(stdout).toContain('watertight gate  passed: nothing new · 1 test')
  })

  test('1 after a leak', async () => {
    const project = await projectAfterRun({ 'leaky.test.ts': LEAKY_TEST })
    const { exitCode, stdout } = await project.watertight('gate')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('new server in leaky.test.ts > never closes its server')
  })

  test('1 where a peak is over its budget, of a run and of a command', async () => {
    const project = await projectAfterRun({ 'clean.test.ts': CLEAN_TEST })
    const { exitCode, stdout } = await project.watertight('gate', '--budget', 'fds=3')
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/over budget: open descriptors peaked at \d+ of 3/)

    const command = ['--', process.execPath, '-e', 'setTimeout(() => {}, 500)']
    await project.watertight('run', '--report', 'run.json', ...command)
    const ofCommand = await project.watertight('gate', 'run.json', '--budget', 'fds=0')
    expect(ofCommand.exitCode, ofCommand.stdout).toBe(1)
  })

  test('2 where there is no report, or none of ours', async () => {
    const project = userProject({ 'foreign.json': '{}' })
    expect(await project.watertight('gate')).toMatchObject({ exitCode: 2, stdout: '' })
    expect(await project.watertight('gate', 'foreign.json')).toMatchObject({ exitCode: 2, stdout: '' })
  })

  test('3 where a runner has bypassed the observer, although every test has passed', async () => {
    const fixture = join(FIXTURES, 'projects/runner-out-of-reach')
    const names = readdirSync(fixture).filter((name) => name.endsWith('.ts'))
    const files = names.map((name) => [name, readFileSync(join(fixture, name), 'utf8')] as const)
    const project = await projectAfterRun(Object.fromEntries(files))
    const { exitCode, stdout } = await project.watertight('gate')
    expect(exitCode, stdout).toBe(3)
    expect(stdout).toContain('watertight gate  cannot say')
    expect(stdout).toMatch(/not checked, and it should have been: worker \(clean\.test\.ts\)/)
  })
})

test('old leaks are recorded, a new one fails, a fixed one is named and dropped', async () => {
  const project = userProject({})
  const run = (...tests: readonly string[]) => {
    project.write({ 'api.test.ts': [HELPER, ...tests].join('\n') })
    return project.vitest()
  }
  const gate = (...more: readonly string[]) => project.watertight('gate', '--baseline', 'known.json', ...more)
  const entries = () =>
    readFileSync(join(project.path, 'known.json'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('fingerprint')).length

  await run(leakyTest('one'), leakyTest('two'))
  expect((await gate()).exitCode).toBe(1)
  expect(await gate('--update')).toMatchObject({ exitCode: 0 })
  expect(entries()).toBe(2)
  expect((await gate()).exitCode).toBe(0)

  // Neither moved lines nor another name of the helper make a leak a new one.
  project.write({
    'api.test.ts': `\n\n${[HELPER, leakyTest('one'), leakyTest('two')].join('\n').replaceAll('open', 'begin')}`,
  })
  await project.vitest()
  expect((await gate()).exitCode).toBe(0)

  await run(leakyTest('one'), leakyTest('two'), leakyTest('three'))
  const grown = await gate()
  expect(grown.exitCode).toBe(1)
  expect(grown.stdout).toContain('new server in api.test.ts > three')
  expect(grown.stdout).toContain('known: 2 server')

  // A second leak in a test of which one is known already.
  await run(
    leakyTest('one'),
    leakyTest('two', 'await open()\n  const again = createServer()\n  again.listen(0)'),
  )
  expect((await gate()).exitCode).toBe(1)

  await run(leakyTest('one'), cleanTest('two'))
  const fixed = await gate()
  expect(fixed.exitCode).toBe(0)
  expect(fixed.stdout).toContain('fixed: 1 entry to remove from known.json')
  expect(fixed.stdout).toContain('server api.test.ts > two')
  expect(entries()).toBe(2)

  // What a filtered run did not check is not fixed.
  await project.vitest(['-t', 'one'])
  const partial = await gate('--update')
  expect(partial).toMatchObject({ exitCode: 0 })
  expect(entries()).toBe(2)

  await project.vitest()
  expect((await gate('--update')).stdout).toContain('known.json was updated: 0 recorded, 1 dropped')
  expect(entries()).toBe(1)
})

async function projectAfterRun(files: Readonly<Record<string, string>>): Promise<UserProject> {
  const project = userProject(files)
  await project.vitest()
  return project
}

const HELPER = `import { createServer } from 'node:http'
import { test } from 'vitest'
const open = async () => {
  const server = createServer()
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return server
}`

function leakyTest(name: string, body = 'await open()'): string {
  return `test('${name}', async () => {\n  ${body}\n})`
}

function cleanTest(name: string): string {
  return `test('${name}', async () => {\n  const server = await open()\n  await new Promise((done) => server.close(done))\n})`
}
