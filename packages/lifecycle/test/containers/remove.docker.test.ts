import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { startScript } from '../../../probe/test/started.ts'
import { formatLabels, listContainers, removeContainers } from '../../src/containers/index.ts'
import { claimOf, identityOf } from './claims.ts'
import { beginSession, commands, dockerTest, image, realEngine, removeAtEnd, startBusybox } from './docker.ts'

dockerTest(
  'removes a container once its owner has been killed, and finds nothing the next time',
  async () => {
    const { pid } = await startScript('echo; exec sleep 60')
    const { session } = beginSessionOf(pid)
    const { id } = await startBusybox({ cmd: commands.waiting }, beginSessionOf(pid, session))
    const remove = () => removeContainers({ bySession: session }, { engine: realEngine() })

    expect(await remove()).toMatchObject([
      { container: { id }, outcome: 'refused', reason: `Its owner still runs as process ${pid}.` },
    ])
    expect((await realEngine().inspect(id)).isRunning).toBe(true)

    process.kill(pid, 'SIGKILL')
    await expect.poll(async () => (await remove())[0]?.outcome ?? 'gone').not.toBe('refused')
    await expect(realEngine().inspect(id)).rejects.toMatchObject({ status: 404 })
    expect(await remove()).toEqual([])
  },
)

dockerTest('removes what never ran and what has ended as well as what runs', async () => {
  const { pid } = await startScript('echo; exec sleep 60')
  const identity = beginSessionOf(pid)
  const labels = formatLabels(claimOf(identity))
  await realEngine().create(`${identity.session}-new`, { Image: image, Cmd: ['true'], Labels: labels })
  await startBusybox({ cmd: commands.waiting }, identity)
  const ended = await startBusybox({ cmd: ['true'] }, identity)
  await realEngine().wait(ended.id, 30_000)
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => outcomes(identity.session)).toEqual(['removed', 'removed', 'removed'])
  expect(await listContainers({ bySession: identity.session }, { engine: realEngine() })).toEqual([])
})

dockerTest('leaves the containers of other tools alone', async () => {
  const name = `other-${randomBytes(4).toString('hex')}`
  const labels = { 'org.testcontainers': 'true', 'org.testcontainers.session-id': 'x' }
  const id = await realEngine().create(name, { Image: image, Cmd: ['true'], Labels: labels })
  removeAtEnd(id)
  const removed = await removeContainers({}, { engine: realEngine() })
  expect(removed.map(({ container }) => container.id)).not.toContain(id)
  const listed = await listContainers({}, { engine: realEngine() })
  expect(listed.find((container) => container.id === id)).toMatchObject({
    ours: null,
    recognised: { tool: 'testcontainers', session: 'x' },
  })
})

function beginSessionOf(pid: number, session = randomBytes(8).toString('hex')) {
  return beginSession({ session, owner: identityOf(pid) })
}

async function outcomes(session: string): Promise<string[]> {
  const removed = await removeContainers({ bySession: session }, { engine: realEngine() })
  return removed.map(({ outcome }) => outcome)
}
