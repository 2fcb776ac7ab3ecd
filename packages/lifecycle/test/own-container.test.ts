import { expect, test } from 'vitest'
import { until } from '../../probe/test/started.ts'
import { isAlive } from './survivors.ts'
import { lifecycleForTest } from './lifecycle-for-test.ts'

test('says that no engine answers, keeps nothing for it, and goes on', async () => {
  const { lifecycle, records } = lifecycleForTest()
  const host = process.env.DOCKER_HOST
  process.env.DOCKER_HOST = 'unix:///nonexistent/docker.sock'
  try {
    await expect(lifecycle.container({ image: 'busybox' })).rejects.toMatchObject({
      name: 'EngineError',
      failure: 'absent',
    })
  } finally {
    if (host === undefined) delete process.env.DOCKER_HOST
    else process.env.DOCKER_HOST = host
  }
  expect(records()).toEqual([])
  const server = await lifecycle.spawn('sleep', ['60'])
  await server.release()
  await until(() => !isAlive(server.identity))
})
