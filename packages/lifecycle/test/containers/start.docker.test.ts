import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, vi } from 'vitest'
import { listContainers, startContainer } from '../../src/containers/index.ts'
import {
  beginSession,
  bridgeTest,
  commands,
  dockerTest,
  image,
  network,
  realEngine,
  startBusybox,
} from './docker.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

dockerTest('starts a container that is found by its session, and is gone once it is stopped', async () => {
  const identity = beginSession()
  const container = await startBusybox({ cmd: commands.announcing, ready: { log: /^ready$/ } }, identity)
  expect(await listContainers({ bySession: identity.session }, { engine: realEngine() })).toMatchObject([
    { id: container.id, name: container.name, image, state: 'running', ours: { claim: identity } },
  ])
  expect(await container.tail()).toBe('starting\nready\n')
  await container.stop()
  expect(await listContainers({ bySession: identity.session }, { engine: realEngine() })).toEqual([])
  await container[Symbol.asyncDispose]()
})

dockerTest('kills a container that does not end when it is told to', async () => {
  const container = await startBusybox({ cmd: ['sleep', '600'], graceMs: 0 })
  const exit = realEngine().wait(container.id, 30_000)
  await container.stop()
  expect(await exit).toBe(137)
})

dockerTest('lets a container end by itself when it is told to', async () => {
  const container = await startBusybox({
    cmd: ['sh', '-c', 'trap "exit 7" TERM; echo up; while :; do sleep 0.1; done'],
    ready: { log: 'up' },
    graceMs: 20_000,
  })
  const exit = realEngine().wait(container.id, 30_000)
  await container.stop()
  expect(await exit).toBe(7)
})

dockerTest('waits until the health check succeeds', async ({ skip }) => {
  skip(
    realEngine().tool === 'podman',
    'Podman runs health checks by timers of systemd, which may not be there',
  )
  const container = await startBusybox({
    cmd: ['sh', '-c', 'sleep 0.5; touch /up; sleep 60'],
    healthcheck: { command: 'test -f /up', intervalMs: 100, retries: 100 },
    ready: { healthy: true },
    graceMs: 0,
  })
  expect((await realEngine().inspect(container.id)).health).toBe('healthy')
})

dockerTest.for([
  [
    'exits',
    { cmd: ['sh', '-c', 'echo no password >&2; exit 3'] },
    /exited with code 3.*\n.*\n {4}no password$/,
  ],
  [
    'prints something else',
    { cmd: commands.waiting, readyTimeoutMs: 300 },
    /not ready within 300 ms: its output does/,
  ],
  ['has no such command', { cmd: ['no-such-command'] }, /did not start\..*no-such-command.*not found/],
  [
    'has no such network',
    { cmd: ['true'], network: 'no-such-network' },
    /refused to (create|start) the container .*no-such-network.*not found/,
  ],
] as const)('leaves nothing of a container that %s, and says what it did', async ([, spec, said]) => {
  const identity = beginSession()
  await expect(startBusybox({ ready: { log: 'ready' }, ...spec }, identity)).rejects.toThrow(said)
  expect(await listContainers({ bySession: identity.session }, { engine: realEngine() })).toEqual([])
})

dockerTest('says which image is missing', async () => {
  await expect(startBusybox({ image: 'watertight/no-such-image:1', pull: 'never' })).rejects.toThrow(
    /has no image `watertight\/no-such-image:1`\. Pull it with `(docker|podman) pull watertight\/no-such-image:1`/,
  )
})

dockerTest('gives up at once when the caller does, and leaves nothing', async () => {
  const identity = beginSession()
  const controller = new AbortController()
  const starting = startContainer(
    { image, network: 'none', cmd: commands.waiting, ready: { log: 'never' } },
    identity,
    { engine: realEngine(), signal: controller.signal },
  )
  const failure = starting.catch((error: unknown) => error)
  await expect
    .poll(
      async () => (await listContainers({ bySession: identity.session }, { engine: realEngine() }))[0]?.state,
    )
    .toBe('running')
  controller.abort(new Error('Ctrl+C'))
  expect(await failure).toEqual(new Error('Ctrl+C'))
  expect(await listContainers({ bySession: identity.session }, { engine: realEngine() })).toEqual([])
})

dockerTest('serves at a port of the host in the host’s network', async () => {
  const port = await freePort()
  const container = await startBusybox({
    network: 'host',
    cmd: commands.serving(port),
    ports: [port],
    ready: { port },
  })
  expect(await get(container.host, container.ports.get(port))).toBe('hello\n')
})

dockerTest('says that a port of the host is taken, before it starts a container for it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
  const { port } = server.address() as AddressInfo
  const starting = startBusybox({ network: 'host', cmd: ['true'], ports: [port], ready: { port } })
  await expect(starting).rejects.toThrow(`Port ${port} of this machine is held already`)
})

bridgeTest(
  'publishes a port on the loopback, and does not take the engine’s proxy for the server',
  async () => {
    const container = await startBusybox({
      network,
      cmd: commands.serving(8080),
      ports: [8080],
      ready: { port: 8080 },
    })
    const hostPort = container.ports.get(8080)
    expect(hostPort).not.toBe(8080)
    // The very first request is answered: the container began to listen a second after the proxy did.
    expect(await get('127.0.0.1', hostPort)).toBe('hello\n')
  },
)

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

async function get(host: string, port: number | undefined): Promise<string> {
  const response = await fetch(`http://${host}:${String(port)}/`, { headers: { connection: 'close' } })
  return response.text()
}
