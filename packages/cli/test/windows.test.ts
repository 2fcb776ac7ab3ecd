import { once } from 'node:events'
import { symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { nameListeners } from '../src/port/name-listeners.ts'
import { isolated } from './owning.ts'
import { tempFolder } from './temp-folder.ts'
import { watertight } from './watertight.ts'

const AS_WINDOWS = fileURLToPath(new URL('commands/as-windows.mjs', import.meta.url))
const env = (): NodeJS.ProcessEnv => ({ ...isolated(), NODE_OPTIONS: `--import=${AS_WINDOWS}` })

test('runs a command, passes its exit code on, and says that nothing could be looked for', async () => {
  const run = await watertight(
    ['run', '--no-cgroup', '--', programNamedExe(), '-e', 'process.exitCode = 7'],
    { env: env() },
  )
  expect(run.exitCode).toBe(7)
  expect(run.stderr).toContain('what was left behind could not be looked for')
  expect(run.stderr).toContain('not checked: processes: on Windows Node tells nothing of ')
  expect(run.stderr).not.toContain('nothing left behind')
})

test('starts scripts such as npm through cmd.exe', async () => {
  const shell = { comspec: join(tempFolder(), 'no-such-cmd.exe') }
  const run = await watertight(['run', '--', 'npm', 'test'], { env: { ...env(), ...shell } })
  expect(run.exitCode).toBe(127)
  expect(run.stderr).toContain('`npm` could not be started')
})

test('says that there is nothing that sweep could find, which is no failure', async () => {
  const swept = await watertight(['sweep', '--yes'], { env: env() })
  expect(swept).toMatchObject({ exitCode: 0, stdout: '' })
  expect(swept.stderr).toMatch(/^watertight: on Windows runs leave no record .*\n$/)
  const listed = await watertight(['sweep', '--json'], { env: env() })
  expect(JSON.parse(listed.stdout)).toEqual({ sessions: [], refused: [] })
})

test('says that who holds a port cannot be identified, names whom the system names, and ends nobody', async () => {
  const port = await listen()
  const { exitCode, stdout } = await watertight(['port', String(port)], { env: env() })
  expect(exitCode).toBe(1)
  expect(stdout).toContain(`Port ${port} is held by a process that cannot be identified on this platform`)
  const freed = await watertight(['port', String(port), '--free', '--json'], { env: env() })
  expect(freed.exitCode).toBe(1)
  expect(freed.stderr).toContain('End it yourself, or use another port.')
  expect(JSON.parse(freed.stdout)).toMatchObject({ port, state: 'held', holders: [], ended: [] })
})

test('names who listens on a port by systeminformation, in whichever language the system says so', async () => {
  const connection = { protocol: 'tcp', localPort: '8000', peerPort: '0', state: 'À L’ÉCOUTE', pid: 12 }
  const accepted = { ...connection, peerPort: '51000', state: 'ESTABLISHED', pid: 13 }
  const tools = {
    networkConnections: () =>
      Promise.resolve([connection, accepted, { ...connection, localPort: '80', pid: 14 }]),
    processes: () => Promise.resolve({ list: [{ pid: 12, name: 'node.exe', command: 'node server.js' }] }),
  }
  const load = () => Promise.resolve(tools)
  expect(await nameListeners(8000, load)).toEqual([{ pid: 12, command: 'node server.js' }])
  expect(await nameListeners(80, load)).toEqual([{ pid: 14, command: 'unknown command' }])
  expect(await nameListeners(81, load)).toEqual([])
  expect(await nameListeners(80, () => Promise.reject(new Error('not installed')))).toEqual([])
})

test.skipIf(process.platform === 'win32')('names by the library itself who listens here', async () => {
  const listeners = await nameListeners(await listen())
  // Nobody where it finds no netstat.
  for (const { pid } of listeners) expect(pid).toBe(process.pid)
})

/** Windows starts what is called `.exe` without a shell. */
function programNamedExe(): string {
  const path = join(tempFolder(), 'node.exe')
  symlinkSync(process.execPath, path)
  return path
}

async function listen(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => new Promise((done) => void server.close(() => done())))
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
