import { beforeEach, describe, expect } from 'vitest'
import { clearSession, listContainers } from '../../src/index.ts'
import { dockerTest, image, realEngine, removeAtEnd, startBusybox } from '../containers/docker.ts'
import { onlySession } from '../session/recorded.ts'
import type { Ground, Run } from './run.ts'
import { prepare, program } from './run.ts'

describe('a run that owns a container', () => {
  let ground: Ground
  beforeEach(() => {
    ground = prepare()
  })

  dockerTest.each(['SIGTERM', 'SIGKILL'] as const)('leaves none after %s', async (signal) => {
    const run = await ground.start(program('container.mjs'), 'ready', { IMAGE: image })
    expect(await containersOf(run)).toHaveLength(1)
    process.kill(run.pid, signal)
    await ground.expectNothingLeft()
    expect(await containersOf(run)).toEqual([])
  })

  dockerTest('leaves none when it is killed while the engine is still making it', async () => {
    const run = await ground.start(program('container.mjs'), 'session', { IMAGE: image })
    await expect.poll(() => ground.reapers()).toHaveLength(1)
    process.kill(run.pid, 'SIGKILL')
    await ground.expectNothingLeft()
    expect(await containersOf(run)).toEqual([])
  })

  dockerTest('leaves one to the next sweep when its reaper is killed too', async () => {
    const run = await ground.start(program('container.mjs'), 'ready', { IMAGE: image })
    const pids = ground.reapers().map(({ pid }) => pid)
    for (const pid of pids) process.kill(pid, 'SIGSTOP')
    for (const pid of [run.pid, ...pids]) process.kill(pid, 'SIGKILL')
    await run.ended
    expect(await containersOf(run)).toHaveLength(1)
    await expect.poll(() => onlySession([ground.directory]).state).toBe('stale')
    expect(await clearSession(onlySession([ground.directory]))).toMatchObject({
      outcome: 'cleared',
      entries: [{ kind: 'container', outcome: 'cleared' }],
    })
    expect(await containersOf(run)).toEqual([])
  })

  dockerTest('releases one that it has adopted from another tool', async () => {
    const engine = realEngine()
    const made = await startBusybox({ cmd: ['/bin/busybox', 'sleep', '600'] })
    const foreign = await engine.create('', foreignContainer())
    removeAtEnd(foreign)
    await engine.start(foreign)
    const run = await ground.start(program('container.mjs'), 'ready', { ADOPT: foreign })
    process.kill(run.pid, 'SIGKILL')
    await ground.expectNothingLeft()
    const left = (await listContainers()).map(({ id }) => id)
    expect(left).not.toContain(foreign)
    expect(left).toContain(made.id)
  })
})

function foreignContainer() {
  return {
    Image: image,
    Cmd: ['/bin/busybox', 'sleep', '600'],
    Labels: { 'org.testcontainers': 'true' },
    HostConfig: { NetworkMode: 'none' },
  }
}

function containersOf(run: Run) {
  const bySession = /session ([\da-f]{16})/.exec(run.output())?.[1] ?? ''
  return listContainers({ bySession })
}
