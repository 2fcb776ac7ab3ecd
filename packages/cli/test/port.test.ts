import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { isolated, startOwning } from './owning.ts'
import { probe, until } from './survivors.ts'
import { startInTerminal, watertight } from './watertight.ts'

test('says what a killed run left on a port, frees it, and finds it free the next time', async () => {
  const { identity, port, env } = await startOwning('killed')
  const asked = await watertight(['port', String(port)], { env })
  expect(asked.exitCode).toBe(1)
  expect(asked.stdout).toMatch(
    new RegExp(`^Port ${port} is held by a stale server .*\\(pid ${identity.pid}, \\d+ seconds? old\\): `),
  )

  const freed = await watertight(['port', String(port), '--free'], { env })
  expect(freed).toMatchObject({ exitCode: 0, stderr: '' })
  expect(freed.stdout).toContain(`Port ${port} is free: ended a stale server`)
  expect(probe.isAlive(identity)).toBe(false)

  const again = await watertight(['port', String(port), '--free'], { env })
  expect(again).toMatchObject({ exitCode: 0, stdout: `Port ${port} is free.\n`, stderr: '' })
})

test('asks before it ends a server of a run that is still there, and where it cannot, leaves it', async () => {
  const { run, identity, port, env } = await startOwning('live')
  const { exitCode, stderr } = await watertight(['port', String(port), '--free'], { env })
  expect(exitCode).toBe(1)
  expect(stderr).toContain('is held by a server of a run that is still there')
  expect(stderr).toContain('There is no terminal to ask on.')
  expect(probe.isAlive(identity)).toBe(true)
  run.child.stdin?.end()
  await run.ended
})

test('ends it on a terminal after a yes', async () => {
  const { run: owner, identity, port, env } = await startOwning('live')
  const run = startInTerminal(['port', String(port), '--free'], { env })
  await until(() => run.stdout().includes('. End it? [y/N] '))
  run.child.stdin?.write('y\n')
  expect(await run.ended).toMatchObject({ exitCode: 0 })
  expect(probe.isAlive(identity)).toBe(false)
  owner.child.stdin?.end()
  await owner.ended
})

test('never ends what Watertight did not start', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => new Promise((done) => void server.close(() => done())))
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { exitCode, stdout, stderr } = await watertight(['port', String(port), '--free', '--json'], {
    env: isolated(),
  })
  expect(exitCode).toBe(1)
  expect(stderr).toContain('a process that Watertight did not start')
  expect(JSON.parse(stdout)).toMatchObject({
    port,
    state: 'held',
    holders: [{ pid: process.pid, standing: 'foreign' }],
    ended: [],
  })
})
