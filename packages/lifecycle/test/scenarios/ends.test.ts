import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ground } from './run.ts'
import { prepare, program } from './run.ts'

const isPosix = process.platform !== 'win32'
// Node itself makes no terminals.
const hasPython = spawnSync('python3', ['-c', 'import pty']).status === 0

describe.skipIf(!isPosix)('whatever ends a run, nothing survives it, and what is owed is run once', () => {
  let ground: Ground
  beforeEach(() => {
    ground = prepare()
  })
  afterEach(async () => {
    await ground.expectNothingLeft()
    expect(ground.timesDestroyed()).toBe(1)
  })

  test.each([
    ['returns', { exitCode: 0, signal: null }],
    ['exits', { exitCode: 3, signal: null }],
    ['throws', { exitCode: 1, signal: null }],
    ['rejects', { exitCode: 1, signal: null }],
  ])('a run that %s, with its own exit code', async (ending, expected) => {
    const run = await ground.start(program('runner.mjs', ending))
    expect(await run.ended).toEqual(expected)
    if (ending.endsWith('s') && expected.exitCode === 1)
      expect(run.output()).toMatch(/(thrown|rejected) by the test/)
  })

  test.each(['assertion', 'timeout'])('a test of Node’s own runner that fails by %s', async (failure) => {
    const run = await ground.start(
      [process.execPath, '--test', ...program('test-file.mjs').slice(1)],
      'acquires',
      {
        FAILURE: failure,
      },
    )
    expect(await run.ended).toEqual({ exitCode: 1, signal: null })
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s to the process group, which a shell still sees',
    async (signal) => {
      const run = await ground.start(program('runner.mjs', 'waits'))
      process.kill(-run.pid, signal)
      expect(await run.ended).toEqual({ exitCode: null, signal })
    },
  )

  test('a second Ctrl+C while the clean-up hangs', async () => {
    const run = await ground.start(program('runner.mjs', 'cleanup hangs, then waits'))
    process.kill(-run.pid, 'SIGINT')
    await run.waitFor('cleaning')
    const again = setInterval(() => process.kill(-run.pid, 'SIGINT'), 50)
    try {
      expect(await run.ended).toEqual({ exitCode: null, signal: 'SIGINT' })
    } finally {
      clearInterval(again)
    }
  })

  test.skipIf(!hasPython)('a terminal that is closed', async () => {
    const [script = ''] = program('terminal.py').slice(1)
    const run = await ground.start(['python3', script, ...program('runner.mjs', 'waits')], 'closing')
    expect(await run.ended).toEqual({ exitCode: 0, signal: null })
    expect(run.output()).toContain('signal 1')
  })

  test('SIGKILL', async () => {
    const run = await ground.start(program('runner.mjs', 'waits'))
    process.kill(run.pid, 'SIGKILL')
    expect(await run.ended).toEqual({ exitCode: null, signal: 'SIGKILL' })
  })

  test('SIGKILL of its whole process group', async () => {
    const run = await ground.start(program('runner.mjs', 'waits'))
    process.kill(-run.pid, 'SIGKILL')
    await run.ended
  })

  test.each(['process', 'thread'])('the death of a worker %s, whose runner lives on', async (kind) => {
    const run = await ground.start(program('parent.mjs', kind), 'worker')
    const worker = Number(/worker (\d+)/.exec(run.output())?.[1])
    if (worker > 0) process.kill(worker, 'SIGKILL')
    await run.waitFor('worker gone')
    await expect.poll(() => ground.trial.living('sleep 600')).toEqual([])
    expect(run.child.exitCode).toBe(null)
    process.kill(run.pid, 'SIGKILL')
  })

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    '%s after the parent of the runner has died, which the run outlives',
    async (signal) => {
      const [node = '', ...args] = program('runner.mjs', 'waits')
      const quoted = [node, ...args].map((arg) => `'${arg}'`).join(' ')
      const shell = await ground.start(['sh', '-c', `${quoted} & echo runner $!; wait`])
      const runner = Number(/runner (\d+)/.exec(shell.output())?.[1])
      process.kill(shell.pid, 'SIGKILL')
      await expect.poll(() => ground.trial.living('sleep 600.1')).toHaveLength(1)
      process.kill(runner, signal)
    },
  )

  test.each(['stubborn', 'forking'])('SIGKILL of the owner of a %s child', async (tree) => {
    const run = await ground.start(program('runner.mjs', 'waits', tree))
    process.kill(run.pid, 'SIGKILL')
    await run.ended
  })

  test.each(['stubborn', 'forking'])('SIGTERM to the owner of a %s child', async (tree) => {
    const run = await ground.start(program('runner.mjs', 'waits', tree))
    process.kill(run.pid, 'SIGTERM')
    expect(await run.ended).toEqual({ exitCode: null, signal: 'SIGTERM' })
  })

  test.each([
    ['throws', '"pool" was not released: cannot close'],
    ['hangs', '"pool" was not released: it did not end within 50 ms'],
    ['is slow', ''],
  ])('a clean-up that %s', async (how, told) => {
    const run = await ground.start(program('runner.mjs', `cleanup ${how}`))
    expect(await run.ended).toEqual({ exitCode: 0, signal: null })
    expect(run.output()).toContain(told)
  })
})
