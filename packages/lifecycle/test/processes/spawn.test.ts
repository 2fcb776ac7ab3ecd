import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findFreePort, StartError } from '../../src/index.ts'
import type { SpawnOptions } from '../../src/index.ts'
import { until } from '../../../probe/test/started.ts'
import { lifecycleForTest, tempDir } from '../lifecycle-for-test.ts'
import { createTrial, isAlive } from '../survivors.ts'

// Windows has neither signals nor process groups.
const onPosix = test.skipIf(process.platform === 'win32')

const serve = `require('node:http').createServer((q, a) => { a.statusCode = q.url === '/ok' ? 204 : 404; a.end() })`

onPosix('starts a server, waits until its port answers, and ends it', async () => {
  const { lifecycle, records } = lifecycleForTest()
  const port = await findFreePort()
  const server = await lifecycle.spawn(process.execPath, ['-e', `${serve}.listen(${port})`], {
    ready: { port },
  })
  expect((await fetch(`http://127.0.0.1:${port}/ok`)).status).toBe(204)
  expect(isAlive(server.identity)).toBe(true)
  expect(records()).toHaveLength(1)
  await server.release()
  expect(isAlive(server.identity)).toBe(false)
  expect(records()).toEqual([])
})

onPosix.each<[string, (port: number, folder: string) => SpawnOptions['ready']]>([
  ['an address answers', (port) => ({ url: `http://127.0.0.1:${port}/ok` })],
  ['an address answers with a status', (port) => ({ url: `http://127.0.0.1:${port}/no`, status: 404 })],
  ['a line is printed', () => ({ line: 'up and running' })],
  ['a line matches', () => ({ line: /^up .* running$/ })],
  ['a file is written', () => ({ file: 'ready' })],
])('knows that a process is ready when %s', async (_, makeReady) => {
  const { lifecycle } = lifecycleForTest()
  const [port, cwd] = [await findFreePort(), tempDir()]
  const announce = `require('node:fs').writeFileSync('ready', ''); console.log('up and running')`
  const script = `${serve}.listen(${port}, () => { ${announce} })`
  const ready = makeReady(port, cwd)
  const server = await lifecycle.spawn(process.execPath, ['-e', script], { ...(ready ? { ready } : {}), cwd })
  await until(() => existsSync(join(cwd, 'ready')))
  expect(isAlive(server.identity)).toBe(true)
})

onPosix('says with its last lines that a process ended before it was ready', async () => {
  const { lifecycle, records } = lifecycleForTest()
  const started = lifecycle.spawn('sh', ['-c', 'echo one; echo "no such table" >&2; exit 3'], {
    name: 'api',
    ready: { line: 'up' },
  })
  const error = await started.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(StartError)
  expect(error).toMatchObject({ exitCode: 3, signal: null })
  expect((error as Error).message).toMatch(
    /^"api" ended with exit code 3 before it was ready \(a line with up\); its last/,
  )
  expect((error as Error).message).toContain('    no such table')
  expect(records()).toEqual([])
})

onPosix('names the signal that ended a process before it was ready', async () => {
  const { lifecycle } = lifecycleForTest()
  const started = lifecycle.spawn('sh', ['-c', 'kill -KILL $$'], { name: 'api', ready: { line: 'up' } })
  await expect(started).rejects.toMatchObject({ exitCode: null, signal: 'SIGKILL' })
})

onPosix('ends a process that does not get ready in time', async () => {
  const { lifecycle } = lifecycleForTest()
  const trial = createTrial()
  const started = lifecycle.spawn('sleep', ['60'], {
    env: trial.env,
    ready: { line: 'up' },
    readyTimeoutMs: 30,
  })
  await expect(started).rejects.toThrow('"sleep 60" was not ready (a line with up) within 30 ms')
  expect(trial.living()).toEqual([])
})

onPosix('does not take a stranger on the port for the server that it starts', async () => {
  const { lifecycle } = lifecycleForTest()
  const stranger = createServer()
  onTestFinished(() => new Promise<void>((done) => stranger.close(() => done())))
  await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done))
  const { port } = stranger.address() as AddressInfo
  await expect(lifecycle.spawn('sleep', ['60'], { ready: { port } })).rejects.toThrow(
    `port ${port} is already held`,
  )
})

onPosix('says that a command does not exist, and keeps nothing', async () => {
  const { lifecycle, records } = lifecycleForTest()
  await expect(lifecycle.spawn('no-such-command')).rejects.toThrow('"no-such-command" could not be started')
  expect(records()).toEqual([])
})

onPosix(
  'ends the whole tree: jobs in the background, sessions of their own, and what has no environment',
  async () => {
    const { lifecycle } = lifecycleForTest()
    const trial = createTrial()
    const script = [
      `sleep 60.1 &`,
      `setsid sleep 60.2 &`,
      `(setsid sh -c 'sleep 60.3 & exit' &)`,
      `env -i WATERTIGHT_TRIAL=${trial.name} sleep 60.4 &`,
      `echo up; exec sleep 60.5`,
    ]
    await lifecycle.spawn('sh', ['-c', script.join('\n')], { env: trial.env, ready: { line: 'up' } })
    await until(() => trial.living('sleep 60.').length === 5)
    await lifecycle.releaseAll()
    expect(trial.living()).toEqual([])
  },
)

onPosix('ends with SIGKILL what ignores SIGTERM, and gives the others their time', async () => {
  const { lifecycle } = lifecycleForTest()
  const [trial, folder] = [createTrial(), tempDir()]
  const polite = `trap 'sleep 0.05; echo done > ${join(folder, 'polite')}; exit' TERM; sleep 60 & wait`
  const script = `sh -c "${polite}" & trap '' TERM; echo up; while :; do sleep 1; done`
  await lifecycle.spawn('sh', ['-c', script], { env: trial.env, ready: { line: 'up' }, graceMs: 4_000 })
  await until(() => trial.living().length >= 4)
  await lifecycle.releaseAll()
  expect(trial.living()).toEqual([])
  expect(readFileSync(join(folder, 'polite'), 'utf8')).toBe('done\n')
})

onPosix('ends a tree that forks while it is being ended', async () => {
  const { lifecycle } = lifecycleForTest()
  const trial = createTrial()
  const script = `trap 'sleep 60 & sleep 60 &' TERM; echo up; while :; do sleep 0.01; done`
  await lifecycle.spawn('sh', ['-c', script], { env: trial.env, ready: { line: 'up' }, graceMs: 100 })
  await lifecycle.releaseAll()
  expect(trial.living()).toEqual([])
})

onPosix('ends a tree whose every new child drops its environment and leaves the group', async () => {
  const { lifecycle } = lifecycleForTest()
  const trial = createTrial()
  const escape = `env -i WATERTIGHT_TRIAL=${trial.name} setsid sleep 60`
  const script = `echo up; i=0; while [ $i -lt 300 ]; do ${escape} & i=$((i+1)); sleep 0.002; done; wait`
  await lifecycle.spawn('sh', ['-c', script], { env: trial.env, ready: { line: 'up' }, graceMs: 1_000 })
  await until(() => trial.living('sleep 60').length > 10)
  await lifecycle.releaseAll()
  expect(trial.living()).toEqual([])
})

onPosix(
  'lets a process go that has ended by itself, and keeps what it left behind until the release',
  async () => {
    const { lifecycle, records } = lifecycleForTest()
    const trial = createTrial()
    const short = await lifecycle.spawn('sh', ['-c', 'exit 4'])
    expect(await short.ended()).toEqual({ exitCode: 4, signal: null })
    await until(() => records().length === 0)
    const parent = await lifecycle.spawn('sh', ['-c', 'sleep 60 & exit 0'], { env: trial.env })
    await parent.ended()
    await until(() => trial.living().length === 1)
    expect(records()).toHaveLength(1)
    await lifecycle.releaseAll()
    expect(trial.living()).toEqual([])
  },
)

onPosix('knows the group of a process without a mark even after its leader has ended', async () => {
  const { lifecycle } = lifecycleForTest()
  const trial = createTrial()
  const parent = await lifecycle.spawn('sh', [
    '-c',
    `env -i WATERTIGHT_TRIAL=${trial.name} sleep 60 & exit 0`,
  ])
  await parent.ended()
  await until(() => trial.living('sleep 60').length === 1)
  await lifecycle.releaseAll()
  expect(trial.living()).toEqual([])
})

onPosix('keeps the last of what a process printed, and hands all of it on', async () => {
  const { lifecycle } = lifecycleForTest()
  let all = ''
  const script = `i=0; while [ $i -lt 4000 ]; do echo "line $i of the output of a process"; i=$((i+1)); done`
  const noisy = await lifecycle.spawn('sh', ['-c', script], { onOutput: (text) => (all += text) })
  await noisy.ended()
  await until(() => all.endsWith('line 3999 of the output of a process\n'))
  expect(noisy.output().length).toBe(64 * 1024)
  expect(all.endsWith(noisy.output())).toBe(true)
})

test.each<[SpawnOptions, string]>([
  [{ ready: {} }, 'Expected `ready` to have one of port, url, line, file, got none.'],
  [
    { ready: { port: 1, line: 'a' } },
    'Expected `ready` to have one of port, url, line, file, got port and line.',
  ],
  [{ ready: { port: 70_000 } }, 'Expected `port` to be a port from 1 to 65535, got `70000` (number).'],
  [{ ready: { url: 'ftp://a' } }, 'Expected `url` to be a URL of http or https, got `"ftp://a"` (string).'],
  [{ grace: 5 } as never, 'Unknown option `grace`. Did you mean `graceMs`?'],
])('refuses %j', async (options, message) => {
  const { lifecycle } = lifecycleForTest()
  await expect(lifecycle.spawn('true', [], options)).rejects.toThrow(new TypeError(message))
})
