import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createProbe } from '@watertight/probe'
import { expect, onTestFinished, test, vi } from 'vitest'
import { PortHeldError, reclaimPort, StartError, whoHolds } from '../../src/index.ts'
import { until } from '../../../probe/test/started.ts'
import { lifecycleForTest } from '../lifecycle-for-test.ts'
import type { LifecycleForTest } from '../lifecycle-for-test.ts'
import { createTrial, identify, isAlive } from '../survivors.ts'

const probe = createProbe({ platform: 'win32' })
const onWindows = (): LifecycleForTest => lifecycleForTest({ probe })

const WORKERS = ['VITEST_WORKER_ID', 'JEST_WORKER_ID', 'NODE_TEST_CONTEXT']

const STAYS = 'console.log("up"); setInterval(() => {}, 1_000)'
const IGNORES = `process.on('SIGTERM', () => {}); ${STAYS}`

test('says once, with the first thing that outlives a process, that nobody clears up after a kill', () => {
  outsideOfWorkers()
  const { lifecycle, told, records } = onWindows()
  lifecycle.own('pool', {}, () => undefined)
  expect(told).toEqual([])
  lifecycle.tempDir()
  lifecycle.tempDir()
  expect(told).toEqual([expect.stringMatching(/^on Windows nobody clears up after a run that is killed: /)])
  expect(records()).toEqual([])
  // A second one stands for a process that this one has started.
  const other = onWindows()
  other.lifecycle.tempDir()
  expect(other.told).toEqual([])
})

test.each(WORKERS)('does not say it again for each file in a worker, where %s is set', (name) => {
  outsideOfWorkers()
  vi.stubEnv(name, '1')
  const { lifecycle, told } = onWindows()
  lifecycle.tempDir()
  expect(told).toEqual([])
})

test.each([
  ['that ends when it is asked', STAYS],
  ['that does not', IGNORES],
])('ends a process %s, by its handle', async (_, script) => {
  const { lifecycle } = onWindows()
  const { env } = createTrial()
  const options = { env, ready: { line: 'up' }, graceMs: 50 }
  const started = await lifecycle.spawn(process.execPath, ['-e', script], options)
  const identity = identify(started.pid)
  await started.release()
  expect(isAlive(identity)).toBe(false)
  await expect(started.ended()).resolves.toMatchObject({ exitCode: null })
})

test('ends a process that does not get ready', async () => {
  const { lifecycle } = onWindows()
  const trial = createTrial()
  const options = { env: trial.env, ready: { line: 'never' }, readyTimeoutMs: 1 }
  const starting = lifecycle.spawn(process.execPath, ['-e', STAYS], options)
  await expect(starting).rejects.toBeInstanceOf(StartError)
  expect(trial.living()).toEqual([])
})

test('leaves alone what the process started, because nothing proves whose it is', async () => {
  const { lifecycle } = onWindows()
  const trial = createTrial()
  const grandchild = `${process.execPath} -e '${STAYS}' & echo $!; wait`
  const started = await lifecycle.spawn('sh', ['-c', grandchild], { env: trial.env, ready: { line: 'up' } })
  const identity = identify(Number(/^\d+$/m.exec(started.output())?.[0]))
  await started.release()
  expect(isAlive(identity)).toBe(true)
})

test('forgets a process that has ended by itself', async () => {
  const { lifecycle } = onWindows()
  const started = await lifecycle.spawn(process.execPath, ['-e', ''])
  await expect(started.ended()).resolves.toEqual({ exitCode: 0, signal: null })
  await lifecycle.releaseAll()
})

test('ends an owed command that takes too long, and says so', async () => {
  const { lifecycle } = onWindows()
  const trial = createTrial()
  const argv = [process.execPath, '-e', STAYS]
  const owed = lifecycle.ownCommand('topology', argv, { env: trial.env, timeoutMs: 1 })
  await expect(owed.release()).rejects.toThrow('it did not end within 1 ms')
  await until(() => trial.living().length === 0)
})

test('releases values, folders, shared things and scopes as everywhere', async () => {
  const { lifecycle } = onWindows()
  const released: string[] = []
  lifecycle.own('first', 'first', (name) => released.push(name))
  lifecycle.shared(
    'db',
    () => 'db',
    (name) => released.push(name),
  )
  const folder = await lifecycle.withCleanup((scope) => scope.tempDir().value)
  const kept = lifecycle.tempDir().value
  expect([existsSync(folder), existsSync(kept)]).toEqual([false, true])
  await lifecycle.releaseAll()
  expect([existsSync(kept), released]).toEqual([false, ['db', 'first']])
})

test('says that who holds a port cannot be identified, and ends nobody', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => new Promise((done) => void server.close(() => done())))
  await until(() => server.listening)
  const { port } = server.address() as AddressInfo
  expect(await whoHolds(port, { probe })).toEqual({ port, state: 'held', holders: [], isBlind: true })
  const reclaimed = reclaimPort(port, { probe, freeWhen: 'asked' })
  await expect(reclaimed).rejects.toBeInstanceOf(PortHeldError)
  await expect(reclaimed).rejects.toThrow(
    `port ${port} is held by a process that cannot be identified on this platform, so that nothing may end it. End it yourself`,
  )
})

/** As in a process that nobody has said anything in, and that is no worker of a test runner. */
function outsideOfWorkers(): void {
  for (const name of [...WORKERS, 'WATERTIGHT_UNWATCHED_SAID']) vi.stubEnv(name, undefined)
  onTestFinished(() => void vi.unstubAllEnvs())
}
