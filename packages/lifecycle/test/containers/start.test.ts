import { expect, test } from 'vitest'
import { ContainerStartError, readLabels, startContainer } from '../../src/containers/index.ts'
import type { ContainerSpec, StartOptions } from '../../src/containers/index.ts'
import { claimOf } from './claims.ts'
import { connectFake, frame, idOf, inspected, nothing, refuse, silence } from './fake-engine.ts'
import type { Answers, FakeEngine } from './fake-engine.ts'

const id = idOf('a')
const spec: ContainerSpec = { image: 'db:1', network: 'none' }

test('asks for what is described, and labels it', async () => {
  const { start, bodies } = await startMachine()
  const container = await start({
    ...spec,
    network: 'bridge',
    env: { USER: 'me', EMPTY: '' },
    cmd: ['serve'],
    ports: [80],
    labels: { colour: 'red' },
    hostConfig: { ShmSize: 1, NetworkMode: 'host' },
    healthcheck: { command: 'true', intervalMs: 200 },
  })
  expect(bodies[0]).toMatchObject({
    Image: 'db:1',
    Env: ['USER=me', 'EMPTY='],
    Cmd: ['serve'],
    ExposedPorts: { '80/tcp': {} },
    HostConfig: {
      ShmSize: 1,
      NetworkMode: 'bridge',
      PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
    },
    Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 200_000_000 },
  })
  const { Labels } = bodies[0] as { Labels: Record<string, string> }
  expect(Labels.colour).toBe('red')
  expect(readLabels(Labels)).toEqual({ claim: claimOf() })
  expect(container).toMatchObject({
    id,
    host: '127.0.0.1',
    record: { id, adoptedFrom: null, graceMs: 5_000 },
  })
})

test('leaves the command, the health check and the ports to the image when nothing is said of them', async () => {
  const { start, bodies } = await startMachine()
  await start(spec)
  expect(bodies[0]).not.toHaveProperty('Cmd')
  expect(bodies[0]).not.toHaveProperty('Healthcheck')
  expect(bodies[0]).toMatchObject({ ExposedPorts: {}, HostConfig: { NetworkMode: 'none' } })
})

test.each([
  ['postgres:18-alpine', /^watertight-postgres-[\da-f]{8}$/],
  ['localhost:5000/team/my.app@sha256:0123', /^watertight-my\.app-[\da-f]{8}$/],
])('invents a free name for a container of %s', async (image, name) => {
  const { start, names } = await startMachine()
  await start({ ...spec, image })
  await start({ ...spec, image })
  expect(names[0]).toMatch(name)
  expect(names[0]).not.toBe(names[1])
})

test('stops and removes once, however often it is told to', async () => {
  const { start, fake } = await startMachine()
  const container = await start(spec)
  await Promise.all([container.stop(), container.stop(), container[Symbol.asyncDispose]()])
  expect(fake.asked.slice(-2)).toEqual(['POST /containers/{id}/stop', 'DELETE /containers/{id}'])
  expect(fake.asked.filter((route) => route.startsWith('DELETE'))).toHaveLength(1)
})

test('tries again to stop what could not be stopped', async () => {
  let isBusy = true
  const { start } = await startMachine({
    'DELETE /containers/{id}': (exchange) => (isBusy ? refuse(500, 'busy') : nothing)(exchange),
  })
  const container = await start(spec)
  await expect(container.stop()).rejects.toThrow('refused to remove the container')
  isBusy = false
  await expect(container.stop()).resolves.toBeUndefined()
})

test('waits for a removal that is under way', async () => {
  const waits: number[] = []
  const { start } = await startMachine(
    {
      'DELETE /containers/{id}': refuse(409, 'removal of container is already in progress'),
      'GET /containers/{id}/json': (exchange) =>
        waits.length < 3 ? inspected(id) : refuse(404, 'No such container')(exchange),
    },
    { clock: { now: () => 0, sleep: (ms) => Promise.resolve(waits.push(ms)).then(() => undefined) } },
  )
  await (await start(spec)).stop()
  expect(waits).toHaveLength(3)
})

test('is content with a container that is gone already', async () => {
  const { start, fake } = await startMachine({
    'POST /containers/{id}/stop': refuse(404, 'No such container'),
  })
  await (await start(spec)).stop()
  expect(fake.asked).not.toContain('DELETE /containers/{id}')
})

test('pulls an image that the engine does not have', async () => {
  const { start, fake } = await startMachine({
    'GET /images/{id}/json': refuse(404, 'No such image'),
    'POST /images/create': ({ response }) => void response.end('{"status":"Downloaded"}\n'),
  })
  await start(spec)
  expect(fake.asked.slice(1, 4)).toEqual([
    'GET /images/{id}/json',
    'POST /images/create',
    'POST /containers/create',
  ])
})

test.each<[ContainerSpec['pull'], string]>([
  [
    'missing',
    'has no image `db:1`, and pulling it without credentials failed. Pull it with `docker pull db:1`',
  ],
  ['never', 'has no image `db:1`. Pull it with `docker pull db:1`, or build it under that name.'],
])('names an image that is missing when pull is %s, and says how to get it', async (pull, said) => {
  const { start, fake } = await startMachine({
    'GET /images/{id}/json': refuse(404, 'No such image'),
    'POST /images/create': ({ response }) => void response.end('{"error":"no such host"}'),
  })
  await expect(start({ ...spec, ...(pull && { pull }) })).rejects.toThrow(said)
  expect(fake.asked).not.toContain('POST /containers/create')
})

test('says that a name is in use', async () => {
  const { start } = await startMachine({ 'POST /containers/create': refuse(409, 'Conflict') })
  await expect(start({ ...spec, name: 'mine' })).rejects.toThrow('The container name `mine` is in use.')
})

test('removes a container that ended before it was ready, and shows its last lines', async () => {
  const { start, fake } = await startMachine({
    'GET /containers/{id}/json': () => inspected(id, { Status: 'exited', Running: false, ExitCode: 3 }),
    'GET /containers/{id}/logs': ({ response }) => void response.end(frame(2, 'no password\n')),
  })
  const error = await failureOf(start({ ...spec, name: 'mine', ready: { log: 'ready' } }))
  expect(error.message).toBe(
    'The container mine of db:1 exited with code 3 before it was ready.\n  Its last lines:\n    no password',
  )
  expect(error.output).toBe('no password')
  expect(fake.asked.at(-1)).toBe('DELETE /containers/{id}')
})

test.each<[string, object, string]>([
  ['ran out of memory', { Status: 'exited', Running: false, OOMKilled: true }, 'more memory than it may'],
  [
    'is unhealthy',
    { Health: { Status: 'unhealthy', Log: [{ Output: 'refused\n' }] } },
    'is unhealthy: refused.',
  ],
  ['has no health check', {}, 'has no health check to wait for'],
])('says that a container %s', async (_, state, said) => {
  const { start } = await startMachine({ 'GET /containers/{id}/json': () => inspected(id, state) })
  expect((await failureOf(start({ ...spec, ready: { healthy: true } }))).message).toContain(said)
})

test('waits until a container is healthy', async () => {
  let looks = 0
  const { start } = await startMachine({
    'GET /containers/{id}/json': () =>
      inspected(id, { Health: { Status: ++looks < 4 ? 'starting' : 'healthy', Log: null } }),
  })
  await start({ ...spec, ready: { healthy: true } })
  expect(looks).toBeGreaterThanOrEqual(4)
})

test.each<[ContainerSpec, string]>([
  [{ ...spec, ready: { log: /^ready$/ } }, 'its output does not show /^ready$/'],
  [{ ...spec, ready: { healthy: true } }, 'its health check does not succeed'],
  [
    { ...spec, network: 'bridge', ports: [80], ready: { port: 80 } },
    'nothing accepts connections at its port 80',
  ],
])('removes a container that does not become ready, and says what it lacks', async (spec, said) => {
  const { start, fake } = await startMachine({
    'GET /containers/{id}/json': () => inspected(id, { Health: { Status: 'starting' } }),
    'GET /containers/{id}/logs': ({ query, response }) => {
      response.write(frame(1, 'starting\n'))
      if (query.get('follow') === null) response.end()
    },
  })
  const error = await failureOf(start({ ...spec, readyTimeoutMs: 30 }))
  expect(error.message).toContain(`was not ready within 30 ms: ${said}.\n  Its last lines:\n    starting`)
  expect(fake.asked.at(-1)).toBe('DELETE /containers/{id}')
})

test('removes what was started when the caller gives up, and gives his reason back', async () => {
  const controller = new AbortController()
  const { start, fake } = await startMachine(
    {
      'GET /containers/{id}/logs': (exchange) => {
        controller.abort(new Error('Ctrl+C'))
        return silence(exchange)
      },
    },
    { signal: controller.signal },
  )
  await expect(start({ ...spec, ready: { log: 'ready' } })).rejects.toThrow('Ctrl+C')
  expect(fake.asked.at(-1)).toBe('DELETE /containers/{id}')
})

test('says that it could not clean up when the engine dies during a start', async () => {
  const machine = await startMachine({ 'POST /containers/{id}/start': () => machine.fake.die() })
  const error = await failureOf(machine.start({ ...spec, name: 'mine' }))
  expect(error.message).toMatch(
    /^The container mine of db:1 did not start\. .* was lost while it was asked to start/,
  )
  expect(error.message).toContain('It could not be removed either')
  expect(error.message).toContain('`watertight sweep` removes it when its owner has ended.')
})

test('says that the engine has died when a container is to be stopped', async () => {
  const { start, fake } = await startMachine()
  const container = await start(spec)
  await fake.die()
  await expect(container.stop()).rejects.toMatchObject({ name: 'EngineError', failure: 'absent' })
})

interface Machine {
  readonly fake: FakeEngine
  readonly start: (spec: ContainerSpec) => ReturnType<typeof startContainer>
  readonly bodies: readonly unknown[]
  readonly names: readonly (string | null)[]
}

async function startMachine(answers: Answers = {}, options: StartOptions = {}): Promise<Machine> {
  const bodies: unknown[] = []
  const names: (string | null)[] = []
  const fake = await connectFake({
    'GET /images/{id}/json': () => ({}),
    'POST /containers/create': async ({ request, response, query }) => {
      names.push(query.get('name'))
      bodies.push(JSON.parse(Buffer.concat(await request.toArray()).toString()))
      response.statusCode = 201
      return { Id: id }
    },
    'POST /containers/{id}/start': nothing,
    'POST /containers/{id}/stop': nothing,
    'DELETE /containers/{id}': nothing,
    'GET /containers/{id}/json': () => inspected(id),
    'GET /containers/{id}/logs': ({ response }) => void response.end(),
    ...answers,
  })
  const start = (spec: ContainerSpec) => startContainer(spec, claimOf(), { engine: fake.engine, ...options })
  return { fake, start, bodies, names }
}

async function failureOf(work: Promise<unknown>): Promise<ContainerStartError> {
  const error = await work.catch((error: unknown) => error)
  expect(error).toBeInstanceOf(ContainerStartError)
  return error as ContainerStartError
}
