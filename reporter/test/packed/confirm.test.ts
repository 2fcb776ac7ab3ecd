import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding, Report } from '@watertight/findings'
import { expect, test } from 'vitest'
import { userProject } from './user-project.ts'
import type { UserProject } from './user-project.ts'

const SHARED = `import { createServer } from 'node:net'
let server
export const sharedServer = () => (server ??= createServer().listen(0))
`

const SUITE = `import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { sharedServer } from './shared.js'

test('always leaves a server', () => void createServer().listen(0))
test('needs the shared server first', () => void sharedServer())
test('is flaky', () => void (existsSync('flaky') && createServer().listen(0)))
let runs = 0
test('leaves a timer every other time', () => void (runs++ % 2 === 0 && setInterval(() => {}, 1000)))
describe('a suite', () => {
  beforeAll(() => void createServer().listen(0))
  test('is clean', () => expect(1).toBe(1))
})
`

// Another reporter, which writes a file when its run begins.
const CONFIG = `import { writeFileSync } from 'node:fs'
class Other { onInit() { writeFileSync('other.txt', 'run') } }
export default { test: { globalSetup: 'global-setup.js', reporters: ['default', new Other(), ['@watertight/vitest', { baseline: 'known.json' }]] } }
`

const GLOBAL_SETUP = `import { appendFileSync } from 'node:fs'
export const setup = () => appendFileSync('log.txt', 'up ')
export const teardown = () => appendFileSync('log.txt', 'down ')
`

/** A project whose suite has run once, and leaked. */
async function accusedProject(): Promise<UserProject> {
  const project = userProject({
    'shared.js': SHARED,
    'suite.test.js': SUITE,
    flaky: '',
    'vitest.config.ts': CONFIG,
    'global-setup.js': GLOBAL_SETUP,
  })
  await project.vitest()
  for (const name of ['flaky', 'other.txt', 'log.txt']) rmSync(join(project.path, name))
  return project
}

const confirmed = {
  'always leaves a server': { verdict: 'grows', runs: 3, seen: 3 },
  'needs the shared server first': { verdict: 'once', runs: 3, seen: 1 },
  'is flaky': { verdict: 'not-seen', runs: 3, seen: 0 },
  'leaves a timer every other time': { verdict: 'varies', runs: 3, seen: 2 },
  'a suite': { verdict: 'grows', runs: 3, seen: 3 },
}

test('says of each leak whether it grows, and writes it into the report', async () => {
  const project = await accusedProject()
  const before = reportOf(project)
  const run = await project.watertight('confirm', '--runs', '3')
  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  expect(run.stdout).toContain('2 grows every run · 1 once only · 1 not seen again · 1 varies')
  const after = reportOf(project)
  expect(
    Object.fromEntries(findingsOf(after).map(({ owner, confirmation }) => [owner.name, confirmation])),
  ).toEqual(confirmed)
  expect(withoutConfirmations(after)).toEqual(before)
  const written = ['other.txt', 'known.json'].filter((name) => existsSync(join(project.path, name)))
  expect(written, 'another reporter ran').toEqual([])
  expect(readFileSync(join(project.path, 'log.txt'), 'utf8'), 'its global set-up').toBe('up down ')
})

test('prints the verdicts as JSON', async () => {
  const project = await accusedProject()
  const { stdout, exitCode } = await project.watertight('confirm', '--runs', '3', '--json')
  const { findings, runs } = JSON.parse(stdout) as { runs: number; findings: Finding[] }
  expect([exitCode, runs]).toEqual([0, 3])
  expect(Object.fromEntries(findings.map(({ owner, confirmation }) => [owner.name, confirmation]))).toEqual(
    confirmed,
  )
})

test('what cannot be judged is said, with exit code 1', async () => {
  const project = await accusedProject()
  project.write({ 'suite.test.js': SUITE.replace('always leaves a server', 'was renamed') })
  const { stdout, exitCode } = await project.watertight('confirm', '--runs', '2')
  expect(stdout).toMatch(/could not be judged.*"always leaves a server"\n.*its test is not there any more/)
  expect(exitCode).toBe(1)
})

test('tests that cannot be run are said, with exit code 1, and the report stays', async () => {
  const project = await accusedProject()
  const before = reportOf(project)
  project.write({ 'vitest.config.ts': "throw new Error('no such plugin')\n" })
  const { stdout, stderr, exitCode } = await project.watertight('confirm')
  expect(stderr).toMatch(/^watertight: the tests could not be run again: .*no such plugin/)
  expect([stdout, exitCode]).toEqual(['', 1])
  expect(reportOf(project)).toEqual(before)
})

test('a report without leaks leaves nothing to confirm', async () => {
  const project = userProject({
    'clean.test.js': "import { test } from 'vitest'\ntest('is clean', () => {})\n",
  })
  await project.vitest()
  const { stdout, exitCode } = await project.watertight('confirm')
  expect([stdout, exitCode]).toEqual([' The report has no leaks: there is nothing to confirm.\n', 0])
})

test.each([
  ['a report that is not there', ['nowhere.json'], /there is no such file/],
  ['a report that is none', ['package.json'], /to be a report of Watertight/],
  ['too few runs', ['--runs', '1'], /Expected an integer from 2 to 100, got/],
  ['a root that is not there', ['.watertight/report.json', '--root', 'nowhere'], /`--root` to be a folder/],
])('refuses %s, with exit code 2', async (_what, args, message) => {
  const project = await accusedProject()
  const { stderr, exitCode } = await project.watertight('confirm', ...args)
  expect(stderr).toMatch(message)
  expect(exitCode).toBe(2)
})

test('refuses the report of a command, which cannot be run again in parts', async () => {
  const project = userProject({})
  await project.watertight('run', '--report', 'run.json', '--', 'true')
  const { stderr, exitCode } = await project.watertight('confirm', 'run.json')
  expect(stderr).toMatch(/got one of `watertight run`/)
  expect(exitCode).toBe(2)
})

function reportOf({ path }: UserProject): Report {
  return JSON.parse(readFileSync(join(path, '.watertight/report.json'), 'utf8')) as Report
}

function findingsOf({ files }: Report): Finding[] {
  return files.flatMap(({ tests, findings }) => [...findings, ...tests.flatMap((test) => test.findings)])
}

function withoutConfirmations(report: Report): unknown {
  return JSON.parse(
    JSON.stringify(report, (key, value: unknown) => (key === 'confirmation' ? undefined : value)),
  )
}
