import { randomBytes } from 'node:crypto'
import { expect, vi } from 'vitest'
import { adoptContainer, releaseContainer } from '../../src/containers/index.ts'
import type { ContainerRecord } from '../../src/containers/index.ts'
import { commands, dockerTest, image, realEngine, removeAtEnd, startBusybox } from './docker.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

dockerTest('adopts a service of compose by name, and releases it by its record alone', async () => {
  const name = `shop-db-${randomBytes(4).toString('hex')}`
  const id = await realEngine().create(name, {
    Image: image,
    Cmd: commands.waiting,
    Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'db' },
    HostConfig: { NetworkMode: 'none' },
  })
  removeAtEnd(id)
  await realEngine().start(id)

  const adopted = await adoptContainer(name, { engine: realEngine(), graceMs: 1_000 })
  expect(adopted).toMatchObject({ id, name, recognised: { tool: 'compose', project: 'shop', service: 'db' } })
  const record = JSON.parse(JSON.stringify(adopted.record)) as ContainerRecord

  expect(await releaseContainer(record)).toBe('released')
  await expect(realEngine().inspect(id)).rejects.toMatchObject({ status: 404 })
  expect(await releaseContainer(record)).toBe('gone')
})

dockerTest('releases a container that the engine removes by itself as soon as it ends', async () => {
  const name = `rm-${randomBytes(4).toString('hex')}`
  const id = await realEngine().create(name, {
    Image: image,
    Cmd: commands.waiting,
    HostConfig: { NetworkMode: 'none', AutoRemove: true },
  })
  removeAtEnd(id)
  await realEngine().start(id)
  const adopted = await adoptContainer(id, { engine: realEngine() })
  await adopted.stop()
  await expect(realEngine().inspect(id)).rejects.toMatchObject({ status: 404 })
})

dockerTest('does not adopt what belongs to a session', async () => {
  const { name } = await startBusybox({ cmd: commands.waiting })
  await expect(adoptContainer(name, { engine: realEngine() })).rejects.toThrow('belongs to a session already')
})
