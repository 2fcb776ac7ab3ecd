/**
 * The fixtures of `@watertight/vitest/test` and the global set-up of `@watertight/vitest/reclaim-port`, as a user has
 * them: with and without the reporter, and when the run is killed.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProbe } from '@watertight/probe'
import type { ProcessIdentity } from '@watertight/probe'
import { expect, onTestFinished, test, vi } from 'vitest'
import { cleanEnv } from './run-process.ts'
import { findVitest, JSON_REPORTER, runVitest } from './run-vitest.ts'
import { layOut, layOutFiles, target } from './target.ts'
import type { Layout } from './target.ts'

const probe = createProbe()
const FIXTURES = join('scopes', 'owning-fixtures')
const onPosix = test.skipIf(process.platform === 'win32')

const POOLS = ['forks', 'threads', 'vmForks', 'vmThreads']

onPosix.each(POOLS)('the fixtures work where nothing is observed, in the pool %s', async (pool) => {
  const project = removed(layOut(FIXTURES))
  const args = ['clean', `--pool=${pool}`, '--reporter=default', ...JSON_REPORTER]
  const run = await runVitest({ cwd: project.path, args })
  expect(run.json?.testResults.flatMap(({ assertionResults }) => assertionResults)).not.toEqual([])
  expect(run.stderr).toBe('')
  expect(run.stdout).not.toMatch(/failed/)
  expect(run.exitCode).toBe(0)
})

onPosix('nobody is blamed for what they own by the strict reading either', async () => {
  const project = removed(layOut(FIXTURES))
  const config = `export default { test: { reporters: ['default', ['@watertight/vitest', { scope: 'test' }]] } }`
  writeFileSync(join(project.path, 'vitest.config.mjs'), config)
  const run = await runVitest({ cwd: project.path, args: ['clean'] })
  expect(run.report?.files.flatMap(({ findings }) => findings.map(({ message }) => message))).toEqual([])
  expect(run.exitCode).toBe(0)
})

const WAITING = `
import { renameSync, writeFileSync } from 'node:fs'
import { test } from '@watertight/vitest/test'

test('waits', { timeout: 600_000 }, async ({ spawn, file, worker, tempDir }) => {
  const owned = [await spawn('sleep', ['300']), await file.spawn('sleep', ['300']), await worker.spawn('sleep', ['300'])]
  const folders = [tempDir, file.tempDir, worker.tempDir]
  writeFileSync('draft', JSON.stringify({ identities: owned.map(({ identity }) => identity), folders }))
  renameSync('draft', 'owned.json')
  await new Promise((done) => setTimeout(done, 600_000))
})
`

interface Owned {
  readonly identities: readonly ProcessIdentity[]
  readonly folders: readonly string[]
}

onPosix('nothing that they own outlives a run that is killed with all of its workers', async () => {
  const project = removed(layOutFiles({ 'waiting.test.ts': WAITING }))
  const vitest = [findVitest(project.path), 'run', '--pool=forks', '--reporter=default']
  const child = spawn(target.node, vitest, {
    cwd: project.path,
    detached: true,
    env: cleanEnv(),
    stdio: 'ignore',
  })
  const exit = once(child, 'exit')
  onTestFinished(() => endGroup(child.pid))
  const path = join(project.path, 'owned.json')
  await vi.waitUntil(() => existsSync(path), { timeout: 60_000 })
  const { identities, folders } = JSON.parse(readFileSync(path, 'utf8')) as Owned
  expect(identities.filter((identity) => probe.isAlive(identity))).toHaveLength(3)
  endGroup(child.pid)
  await exit
  await vi.waitUntil(() => !identities.some((identity) => probe.isAlive(identity)), { timeout: 60_000 })
  await vi.waitUntil(() => !folders.some((folder) => existsSync(folder)), { timeout: 60_000 })
})

// A run that is killed before it can release its server, and has no reaper.
const LEAVING = `
import { createLifecycle } from '@watertight/lifecycle'

const port = Number(process.env.PORT)
const listen = \`require('node:net').createServer().listen(\${port}, '127.0.0.1')\`
const server = await createLifecycle({ reaper: false }).spawn(process.execPath, ['-e', listen], { ready: { port } })
console.log(JSON.stringify(server.identity))
process.kill(process.pid, 'SIGKILL')
`

const RECLAIMING = {
  'vitest.config.mjs': `export default { test: { globalSetup: './free-port.ts', reporters: ['default'] } }\n`,
  'free-port.ts': `import { reclaimPort } from '@watertight/vitest/reclaim-port'\n\nexport default reclaimPort(Number(process.env.PORT))\n`,
  'leaving.mjs': LEAVING,
  'leaves.test.ts': `
import { spawnSync } from 'node:child_process'
import { test } from 'vitest'

test('finds the port free, and leaves a run that was killed', { timeout: 60_000 }, ({ expect }) => {
  const { stdout, signal } = spawnSync(process.execPath, ['leaving.mjs'], { encoding: 'utf8' })
  expect([signal, JSON.parse(stdout).pid]).toEqual(['SIGKILL', expect.any(Number)])
  console.log(stdout)
})
`,
}

const onLinux = test.skipIf(process.platform !== 'linux')

onLinux('a port is freed before the first test and after the last', async () => {
  const { project, env } = await reclaiming()
  const stale = await leave(project.path, env)
  const run = await runVitest({ cwd: project.path, env })
  expect(run.stdout).toMatch(/1 passed/)
  const left = identityIn(run.stdout)
  expect([stale, left].filter((identity) => probe.isAlive(identity))).toEqual([])
  expect(run.stderr).toBe('')
  expect(run.exitCode).toBe(0)
})

onLinux(
  'a port that somebody else holds fails the session before any test, and they are left alone',
  async () => {
    const { project, env } = await reclaiming()
    const stranger = createServer().listen(Number(env.PORT), '127.0.0.1')
    onTestFinished(() => new Promise<void>((done) => stranger.close(() => done())))
    await once(stranger, 'listening')
    const run = await runVitest({ cwd: project.path, env })
    expect(run.stderr).toContain(`port ${env.PORT} is held by a process that Watertight did not start`)
    expect(run.exitCode).toBe(1)
    expect(run.stdout).not.toMatch(/passed/)
  },
)

/** A project that frees a port of its own, and a place where nothing was ever recorded. */
async function reclaiming() {
  const project = removed(layOutFiles(RECLAIMING))
  const records = mkdtempSync(join(tmpdir(), 'watertight-records-'))
  onTestFinished(() => rmSync(records, { recursive: true, force: true }))
  return {
    project,
    env: { PORT: String(await findPort()), XDG_RUNTIME_DIR: records, XDG_CACHE_HOME: records },
  }
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

async function leave(cwd: string, env: Readonly<Record<string, string>>): Promise<ProcessIdentity> {
  const run = spawn(target.node, ['leaving.mjs'], {
    cwd,
    env: cleanEnv(env),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  run.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  expect(await once(run, 'close')).toEqual([null, 'SIGKILL'])
  return identityIn(printed)
}

/** Whatever becomes of the test, the process is ended with it. */
function identityIn(text: string): ProcessIdentity {
  const identity = JSON.parse(/^\{"pid".*$/m.exec(text)?.[0] ?? 'null') as ProcessIdentity
  onTestFinished(() => {
    if (probe.isAlive(identity)) process.kill(identity.pid, 'SIGKILL')
  })
  return identity
}

function removed(layout: Layout): Layout {
  onTestFinished(layout.remove)
  return layout
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It is gone.
  }
}
