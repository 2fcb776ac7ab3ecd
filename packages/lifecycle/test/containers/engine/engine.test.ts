import { createProbe } from '@watertight/probe'
import { expect, test } from 'vitest'
import { connectFake, frame, idOf, inspected, listed, nothing, refuse, silence } from '../fake-engine.ts'

const id = idOf('a')

test('lists containers by labels, all of which they must carry', async () => {
  let filters: string | null = null
  const { engine } = await connectFake({
    'GET /containers/json': ({ query }) => {
      filters = query.get('filters')
      expect(query.get('all')).toBe('true')
      return [listed(id, 17, { colour: 'red' }), listed(idOf('b'), 18)]
    },
  })
  expect(await engine.list(['colour=red', 'size'])).toEqual([
    { id, name: 'name-aaaa', image: 'i', state: 'running', createdAt: 17, labels: { colour: 'red' } },
    { id: idOf('b'), name: 'name-bbbb', image: 'i', state: 'running', createdAt: 18, labels: {} },
  ])
  expect(JSON.parse(String(filters))).toEqual({ label: ['colour=red', 'size'] })
})

test('reads how a container is', async () => {
  const { engine } = await connectFake({
    'GET /containers/{id}/json': () =>
      inspected(
        id,
        { Status: 'exited', Running: false, ExitCode: 137, OOMKilled: true },
        {
          NetworkSettings: {
            Ports: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '32768' }], '81/tcp': null, '53/udp': [] },
          },
        },
      ),
  })
  const details = await engine.inspect(id)
  expect(details).toMatchObject({ id, isRunning: false, exitCode: 137, isOutOfMemory: true, health: 'none' })
  expect(details.createdAt).toBe(Date.parse('2026-11-20T16:30:18Z') / 1000)
  expect([...details.publishedPorts]).toEqual([['80/tcp', 32768]])
})

test('tells the time by the clock of the engine', async () => {
  const { engine } = await connectFake({
    'GET /_ping': ({ response }) =>
      void response
        .writeHead(200, { 'Api-Version': '1.41', Date: 'Fri, 20 Nov 2026 16:30:18 GMT' })
        .end('OK'),
  })
  expect(await engine.now()).toBe(Date.parse('2026-11-20T16:30:18Z') / 1000)
})

test('gives a stopping container its grace in whole seconds', async () => {
  let grace: string | null = null
  const { engine } = await connectFake({
    'POST /containers/{id}/stop': (exchange) => {
      grace = exchange.query.get('t')
      return nothing(exchange)
    },
  })
  await engine.stop(id, 1_200)
  expect(grace).toBe('2')
})

test('removes with force and anonymous volumes, and takes what is gone or going for removed', async () => {
  const queries: string[] = []
  let status = 204
  const { engine } = await connectFake({
    'DELETE /containers/{id}': (exchange) => {
      queries.push(exchange.query.toString())
      return status === 204 ? nothing(exchange) : refuse(status, 'x')(exchange)
    },
  })
  expect(await engine.remove(id)).toBe(true)
  for (status of [404, 409]) expect(await engine.remove(id)).toBe(false)
  status = 500
  await expect(engine.remove(id)).rejects.toMatchObject({ failure: 'refused', status: 500 })
  expect(new Set(queries)).toEqual(new Set(['force=true&v=true']))
})

test('waits for the exit code', async () => {
  const { engine } = await connectFake({ 'POST /containers/{id}/wait': () => ({ StatusCode: 3 }) })
  expect(await engine.wait(id, 1_000)).toBe(3)
})

test('kills with the signal that it is told', async () => {
  const signals: (string | null)[] = []
  const { engine } = await connectFake({
    'POST /containers/{id}/kill': (exchange) => {
      signals.push(exchange.query.get('signal'))
      return nothing(exchange)
    },
  })
  await engine.kill(id)
  await engine.kill(id, 'SIGHUP')
  expect(signals).toEqual(['SIGKILL', 'SIGHUP'])
})

test('joins both streams of a log', async () => {
  const { engine } = await connectFake({
    'GET /containers/{id}/logs': ({ response }) =>
      void response.end(Buffer.concat([frame(1, 'one\n'), frame(2, 'two\n')])),
  })
  expect(await engine.tail(id, 10)).toBe('one\ntwo\n')
})

test('says what the engine said when it refuses', async () => {
  const { engine, address } = await connectFake({
    'POST /containers/{id}/start': refuse(500, 'no space left on device'),
  })
  await expect(engine.start(id)).rejects.toMatchObject({
    name: 'EngineError',
    failure: 'refused',
    status: 500,
    message: `The container engine at ${address.text} refused to start the container ${id}: no space left on device`,
  })
})

test.each([
  ['text', 'plain words', 'plain words'],
  ['nothing', '', 'Bad Request'],
  ['JSON without a message', '{"a":1}', '{"a":1}'],
])('says what it can when the refusal is %s', async (_, body, said) => {
  const { engine } = await connectFake({
    'GET /containers/json': ({ response }) => void response.writeHead(400).end(body),
  })
  await expect(engine.list()).rejects.toThrow(`refused to list containers: ${said}`)
})

test('takes an answer that is none for a broken engine', async () => {
  const { engine } = await connectFake({
    'GET /containers/json': ({ response }) => void response.end('<html>'),
    'GET /containers/{id}/json': () => ({ hello: 'world' }),
  })
  await expect(engine.list()).rejects.toMatchObject({ failure: 'broken' })
  await expect(engine.inspect(id)).rejects.toThrow('expected the id of a container')
})

test('notices that the engine dies in the middle of an answer', async () => {
  const fake = await connectFake({
    'GET /containers/json': ({ response }) => {
      response.writeHead(200).write('[{"Id":', () => void fake.die())
    },
  })
  await expect(fake.engine.list()).rejects.toMatchObject({ failure: 'broken' })
  await expect(fake.engine.list()).rejects.toMatchObject({ failure: 'absent' })
})

test('notices that the engine dies while a log is followed', async () => {
  const fake = await connectFake({
    'GET /containers/{id}/logs': ({ response }) => {
      response.write(frame(1, 'one\n'), () => void fake.die())
    },
  })
  const seen: string[] = []
  const following = fake.engine.follow(id, { timeoutMs: 60_000 }, async (pieces) => {
    for await (const { text } of pieces) seen.push(text)
  })
  await expect(following).rejects.toMatchObject({ failure: 'broken' })
  expect(seen).toEqual(['one\n'])
})

test('gives up an answer that stops coming, and says how long it waited', async () => {
  const { engine } = await connectFake({ 'POST /containers/{id}/wait': silence })
  await expect(engine.wait(id, 20)).rejects.toMatchObject({
    failure: 'slow',
    message: expect.stringMatching(/did not wait for the container a+ within 20 ms\.$/) as string,
  })
})

test('rejects with the reason of a caller who gives up', async () => {
  const { engine } = await connectFake({ 'POST /containers/create': silence })
  const reason = new Error('Ctrl+C')
  const controller = new AbortController()
  const creating = engine.create('x', {}, controller.signal)
  controller.abort(reason)
  await expect(creating).rejects.toBe(reason)
  await expect(engine.create('x', {}, AbortSignal.abort(reason))).rejects.toBe(reason)
})

test('leaves no connection open, however it was answered', async () => {
  const { engine } = await connectFake({
    'GET /containers/json': () => [],
    'POST /containers/{id}/start': refuse(500, 'x'),
    'GET /containers/{id}/logs': ({ response }) => void response.write(frame(1, 'endless\n')),
  })
  const before = openSockets()
  await engine.list()
  await engine.start(id).catch(() => undefined)
  await engine.follow(id, { timeoutMs: 60_000 }, async (pieces) => {
    for await (const { text } of pieces) return text
    return null
  })
  // The fake engine's ends of the connections are in this process too, and follow a moment later.
  await expect.poll(openSockets).toBe(before)
})

test('pulls one tag, and finds the error behind a status of success', async () => {
  const pulled: string[] = []
  const { engine } = await connectFake({
    'POST /images/create': ({ query, response }) => {
      pulled.push(query.toString())
      response.write('{"status":"Pulling from library/x"}\n')
      response.end('{"errorDetail":{"message":"m"},"error":"manifest unknown"}')
    },
  })
  await expect(engine.pull('x', { timeoutMs: 1_000 })).rejects.toThrow('could not pull x: manifest unknown')
  expect(pulled).toEqual(['fromImage=x&tag=latest'])
})

test('asks for an image by its whole name', async () => {
  const asked: string[] = []
  const { engine } = await connectFake({
    'GET /images/{id}/json': (exchange) => {
      asked.push(exchange.id)
      return exchange.id.startsWith('known') ? {} : refuse(404, 'No such image')(exchange)
    },
  })
  expect(await engine.hasImage('known.example/a/b:1')).toBe(true)
  expect(await engine.hasImage('unknown/a:1')).toBe(false)
  expect(asked).toEqual(['known.example/a/b:1', 'unknown/a:1'])
})

function openSockets(): number {
  const { descriptors } = createProbe().listDescriptors() ?? { descriptors: [] }
  return descriptors.filter(({ target }) => target.includes('socket')).length
}
