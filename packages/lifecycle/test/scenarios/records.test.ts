import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { clearSession, findFreePort, listSessions, staleSessions } from '../../src/index.ts'
import type { SessionRecord } from '../../src/index.ts'
import { tempDir } from '../lifecycle-for-test.ts'
import { onlySession } from '../session/recorded.ts'
import type { Ground, Run } from './run.ts'
import { prepare, program } from './run.ts'

const isRoot = process.getuid?.() === 0
// The first process of a namespace inherits its orphans. A shell waits for them; Node would leave them zombies.
const reaping = ['sh', '-c', '"$@"; exit $?', 'sh']
const canUnshare =
  isRoot &&
  spawnSync('unshare', ['-pf', '--mount-proc', 'test', '-w', '/proc/sys/kernel/ns_last_pid']).status === 0

describe.skipIf(process.platform === 'win32')('what several runs leave and find', () => {
  let ground: Ground
  beforeEach(() => {
    ground = prepare()
  })

  test('a run that is killed together with its reaper is cleared by the next sweep, once', async () => {
    await killWithReaper(await ground.start(program('runner.mjs', 'waits')))
    await expect.poll(() => ground.trial.living('sleep 600').length).toBeGreaterThan(0)
    const session = onlySession([ground.directory])
    expect(session.state).toBe('stale')
    expect(await clearSession(session)).toMatchObject({ outcome: 'cleared' })
    await ground.expectNothingLeft()
    expect(ground.timesDestroyed()).toBe(1)
    expect(staleSessions({ directories: [ground.directory] })).toEqual([])
  })

  test('the next run says in one line what a killed one left, and leaves it alone', async () => {
    await killWithReaper(await ground.start(program('runner.mjs', 'waits')))
    const next = await ground.start(program('runner.mjs', 'returns'))
    await next.ended
    expect(next.output().match(/an earlier session ended without clearing up/g)).toHaveLength(1)
    await clearSession(onlySession([ground.directory]))
    await ground.expectNothingLeft()
  })

  test('a reaper that is killed alone is replaced', async () => {
    const run = await ground.start(program('runner.mjs', 'waits'))
    const [first] = ground.reapers()
    process.kill(first?.pid ?? 0, 'SIGKILL')
    await expect.poll(() => ground.reapers().map(({ pid }) => pid)).not.toEqual([first?.pid])
    await expect.poll(() => ground.reapers().length).toBe(1)
    process.kill(run.pid, 'SIGKILL')
    await ground.expectNothingLeft()
    expect(ground.timesDestroyed()).toBe(1)
  })

  test('a run that starts while the last one is still being cleared gets its port', async () => {
    const env = { TRIAL_PORT: String(await findFreePort()) }
    const first = await ground.start(program('runner.mjs', 'waits', 'port'), 'ready', env)
    process.kill(first.pid, 'SIGKILL')
    const second = await ground.start(program('runner.mjs', 'returns', 'port'), 'ready', env)
    expect(await second.ended).toEqual({ exitCode: 0, signal: null })
    await ground.expectNothingLeft()
    expect(ground.timesDestroyed()).toBe(2)
  })

  test('of two runs at the same time in one project the death of one does not touch the other', async () => {
    const [one, other] = [
      await ground.start(program('runner.mjs', 'waits')),
      await ground.start(program('runner.mjs', 'waits')),
    ]
    await expect.poll(() => ground.trial.living('sleep 600').length).toBe(8)
    process.kill(one.pid, 'SIGKILL')
    await expect.poll(() => ground.trial.living('sleep 600').length).toBe(4)
    await expect.poll(ground.timesDestroyed).toBe(1)
    await expect
      .poll(() => listSessions({ directories: [ground.directory] }))
      .toMatchObject([{ state: 'live', record: { owner: { pid: other.pid } } }])
    process.kill(other.pid, 'SIGTERM')
    await ground.expectNothingLeft()
    expect(ground.timesDestroyed()).toBe(2)
  })

  test('nothing is ended because of a record from before the machine’s last start', async () => {
    await killWithReaper(await ground.start(program('runner.mjs', 'waits')))
    // All of them, once each shell has become what it runs.
    await expect.poll(() => ground.trial.living('sleep 600').length).toBe(4)
    const { path, record } = onlySession([ground.directory])
    const text = JSON.stringify(record).replaceAll(
      record.owner.bootId,
      '00000000-0000-0000-0000-000000000000',
    )
    writeFileSync(path, text)
    expect(await clearSession(onlySession([ground.directory]))).toMatchObject({ outcome: 'dropped' })
    expect(ground.trial.living('sleep 600')).toHaveLength(4)
    expect(readdirSync(ground.directory)).toEqual([])
  })

  test('a folder for records that disappears does not keep the reaper from its work', async () => {
    const run = await ground.start(program('runner.mjs', 'waits'))
    rmSync(join(ground.directory, '..'), { recursive: true })
    process.kill(run.pid, 'SIGKILL')
    await ground.expectNothingLeft()
    expect(ground.timesDestroyed()).toBe(1)
  })

  test('a folder that cannot be written is told once, and the run goes on and is cleared all the same', async () => {
    const run = await ground.start(program('runner.mjs', 'waits'), 'ready', {
      XDG_RUNTIME_DIR: '/proc',
      HOME: '/proc',
    })
    expect(run.output().match(/could not be written down/g)).toHaveLength(1)
    process.kill(run.pid, 'SIGKILL')
    await ground.expectNothingLeft()
    await expect.poll(ground.timesDestroyed).toBe(1)
  })

  test.skipIf(!isRoot)(
    'a full disk is told once, and the run goes on and is cleared all the same',
    async () => {
      const disk = mountFullDisk()
      const run = await ground.start(program('runner.mjs', 'waits'), 'ready', {
        XDG_RUNTIME_DIR: disk,
        HOME: disk,
      })
      expect(run.output().match(/could not be written down \(ENOSPC/g)).toHaveLength(1)
      process.kill(run.pid, 'SIGKILL')
      await ground.expectNothingLeft()
      await expect.poll(ground.timesDestroyed).toBe(1)
    },
  )

  test.skipIf(!canUnshare)('a stranger that has got the pid of a server is never signalled', async () => {
    const run = await ground.start(
      ['unshare', '-pf', '--kill-child', '--mount-proc', ...reaping, ...program('pid-reuse.mjs')],
      '}',
    )
    const line =
      run
        .output()
        .split('\n')
        .find((text) => text.startsWith('{')) ?? ''
    expect(JSON.parse(line)).toEqual({
      isReused: true,
      state: 'stale',
      outcome: 'cleared',
      isStrangerAlive: true,
    })
    await run.ended
  })

  test('a command that fails stays owed: its reaper tries it once more, and the next sweep finds it', async () => {
    const run = await ground.start(program('runner.mjs', 'returns'), 'ready', { EXIT_CODE: '7' })
    expect(await run.ended).toEqual({ exitCode: 0, signal: null })
    expect(run.output()).toContain('"topology" was not released: it ended with exit code 7')
    await expect
      .poll(() => listSessions({ directories: [ground.directory] }))
      .toMatchObject([{ state: 'stale', record: { entries: [{ kind: 'command', name: 'topology' }] } }])
    expect(ground.timesDestroyed()).toBe(2)
    expect(ground.trial.living()).toEqual([])
    expect(await clearSession(onlySession([ground.directory]))).toMatchObject({ outcome: 'failed' })
    expect(ground.timesDestroyed()).toBe(3)
  })

  test('a record is always whole, however often it is written', async () => {
    const run = await ground.start(program('runner.mjs', 'waits'))
    const { path } = onlySession([ground.directory])
    const record = JSON.parse(readFileSync(path, 'utf8')) as SessionRecord
    expect(record.entries.map(({ kind }) => kind)).toEqual(['command', 'process'])
    process.kill(run.pid, 'SIGTERM')
    await ground.expectNothingLeft()
  })

  async function killWithReaper(run: Run): Promise<void> {
    // Nobody can act between the two, since the reaper is stopped first.
    const pids = ground.reapers().map(({ pid }) => pid)
    for (const pid of pids) process.kill(pid, 'SIGSTOP')
    process.kill(run.pid, 'SIGKILL')
    for (const pid of pids) process.kill(pid, 'SIGKILL')
    await run.ended
    await expect.poll(() => ground.reapers()).toEqual([])
  }
})

/** A file system that has room for a folder and nothing in it. */
function mountFullDisk(): string {
  const disk = join(tempDir(), 'disk')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k,mode=700', 'none', disk])
  onTestFinished(() => void execFileSync('umount', [disk]))
  writeFileSync(join(disk, 'ballast'), Buffer.alloc(4096))
  return disk
}
