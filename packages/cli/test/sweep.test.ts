import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isolated, startOwning } from './owning.ts'
import { probe, until } from './survivors.ts'
import { startInTerminal, watertight } from './watertight.ts'

test('lists what a killed run left, clears it, and finds nothing the next time', async () => {
  const { identity, port, env } = await startOwning('killed')
  const listed = await watertight(['sweep', '--dry-run'], { env })
  expect(listed.exitCode).toBe(1)
  expect(listed.stdout).toContain(`${identity.pid} `)
  expect(listed.stdout).toMatch(
    new RegExp(`server\\.mjs.*, \\d+ seconds? old, listening on 127.0.0.1:${port}$`, 'm'),
  )
  expect(probe.isAlive(identity)).toBe(true)

  const swept = await watertight(['sweep', '--yes'], { env })
  expect(swept).toMatchObject({ exitCode: 0, stderr: '' })
  expect(swept.stdout).toMatch(/: cleared$/m)
  expect(probe.isAlive(identity)).toBe(false)

  expect(await watertight(['sweep'], { env })).toMatchObject({
    exitCode: 0,
    stdout: 'Nothing is left of earlier runs.\n',
    stderr: '',
  })
})

test('acts on nothing where there is no terminal to ask on', async () => {
  const { identity, env } = await startOwning('killed')
  const run = await watertight(['sweep'], { env })
  expect(run.exitCode).toBe(1)
  expect(run.stdout).toContain(`${identity.pid} `)
  expect(run.stderr).toBe(
    'watertight: there is no terminal to ask on, and nothing was cleared; pass `--yes` to clear it.\n',
  )
  expect(probe.isAlive(identity)).toBe(true)
})

test.each([
  ['y', 0, false],
  ['n', 1, true],
  ['', 1, true],
])('asks on a terminal, and takes the answer "%s"', async (answer, exitCode, isLeft) => {
  const { identity, env } = await startOwning('killed')
  const run = startInTerminal(['sweep'], { env })
  await until(() => run.stdout().includes('Clear this? [y/N] '))
  expect(run.stdout()).toContain(`${identity.pid} `)
  run.child.stdin?.write(`${answer}\n`)
  expect(await run.ended).toMatchObject({ exitCode })
  expect(probe.isAlive(identity)).toBe(isLeft)
})

test('prints the same as JSON', async () => {
  const { identity, env } = await startOwning('killed')
  const { exitCode, stdout } = await watertight(['sweep', '--yes', '--json'], { env })
  const { sessions, refused } = JSON.parse(stdout) as { sessions: unknown[]; refused: unknown[] }
  expect(exitCode).toBe(0)
  expect(sessions).toMatchObject([
    {
      outcome: 'cleared',
      entries: [{ kind: 'process', name: 'api', outcome: 'cleared', processes: [{ pid: identity.pid }] }],
    },
  ])
  expect(refused).toEqual([])
})

test('leaves a run alone that is still there', async () => {
  const { run, identity, env } = await startOwning('live')
  expect(await watertight(['sweep', '--yes'], { env })).toMatchObject({
    exitCode: 0,
    stdout: 'Nothing is left of earlier runs.\n',
  })
  expect(probe.isAlive(identity)).toBe(true)
  run.child.stdin?.end()
  await run.ended
})

test('names a record that it does not believe, and does nothing because of it', async () => {
  const { XDG_RUNTIME_DIR = '', ...rest } = isolated()
  const folder = join(XDG_RUNTIME_DIR, 'watertight', 'sessions')
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  const path = join(folder, '0123456789abcdef.json')
  writeFileSync(path, '{"version":', { mode: 0o600 })
  const { exitCode, stderr } = await watertight(['sweep', '--yes'], { env: { XDG_RUNTIME_DIR, ...rest } })
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`the record ${path} was refused, and nothing was done because of it: `)
})
