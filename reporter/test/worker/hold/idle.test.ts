import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test, vi } from 'vitest'
import { IdleConnections } from '../../../src/worker/hold/idle.ts'
import { cert, key } from '../../../../fixtures/kinds/certificate.ts'

test('a connection that has been answered is idle', async () => {
  const { accepted, port } = await serve(http.createServer, answer)
  await get(http, port)
  await vi.waitFor(() => expect(accepted.map(isIdle)).toEqual([true]))
})

test('so is one beneath TLS, of which only the socket under it is known', async () => {
  const { accepted, port } = await serve((listener) => https.createServer({ cert, key }, listener), answer)
  await get(https, port)
  await vi.waitFor(() => expect(accepted.map(isIdle)).toEqual([true]))
})

test('one whose response is on its way is not', async () => {
  const { accepted, port } = await serve(http.createServer, (_, response) => response.write('a'))
  await once(http.get(options(port)).on('error', noop), 'response')
  expect(accepted.map(isIdle)).toEqual([false])
})

test('nor one whose request never ends, though it was answered', async () => {
  const { accepted, port } = await serve(http.createServer, answer)
  const request = http.request({ ...options(port), method: 'POST' }).on('error', noop)
  request.write('a')
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  await text(response)
  expect(accepted.map(isIdle)).toEqual([false])
})

test('nor one that has sent nothing', async () => {
  const { accepted, port } = await serve(http.createServer, answer)
  const client = net.connect(port, '127.0.0.1').on('error', noop)
  onTestFinished(() => void client.destroy())
  await vi.waitFor(() => expect(accepted.map(isIdle)).toEqual([false]))
})

test('nor one that its server keeps for ever', async () => {
  const { server, accepted, port } = await serve(http.createServer, answer)
  await get(http, port)
  await vi.waitFor(() => expect(accepted.map(isIdle)).toEqual([true]))
  server.keepAliveTimeout = 0
  expect(accepted.map(isIdle)).toEqual([false])
})

test('nor one that its server keeps for longer than a test waits', async () => {
  const { server, accepted, port } = await serve(http.createServer, answer)
  await get(http, port)
  await vi.waitFor(() => expect(accepted.map(isIdle)).toEqual([true]))
  server.keepAliveTimeout = 3_600_000
  expect(accepted.map(isIdle)).toEqual([false])
})

test('nor one whose end is up to a listener of the server', async () => {
  const { server, accepted, port } = await serve(http.createServer, answer)
  server.on('timeout', noop)
  await get(http, port)
  expect(accepted.map(isIdle)).toEqual([false])
})

test('nor one of another server', async () => {
  const { accepted, port } = await serve(() => net.createServer(), answer)
  const client = net.connect(port, '127.0.0.1').on('error', noop)
  onTestFinished(() => void client.destroy())
  await vi.waitFor(() => expect(accepted.map(isIdle)).toEqual([false]))
})

const noop = () => undefined
const isIdle = (socket: net.Socket) => new IdleConnections().has(socket)

const answer: http.RequestListener = (_, response) => void response.end('a')

function options(port: number) {
  const agent = new http.Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  return { host: '127.0.0.1', port, agent }
}

async function get(protocol: typeof http | typeof https, port: number): Promise<void> {
  const agent = new protocol.Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const request = protocol.get({ host: '127.0.0.1', port, agent, rejectUnauthorized: false })
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  await text(response)
}

type KeepingServer = net.Server & { keepAliveTimeout?: number }

/** A server, and the sockets that it accepted. */
async function serve(
  create: (listener: http.RequestListener) => KeepingServer,
  listener: http.RequestListener,
) {
  const server = create(listener)
  const accepted: net.Socket[] = []
  server.on('connection', (socket: net.Socket) => accepted.push(socket))
  onTestFinished(async () => {
    for (const socket of accepted) socket.destroy()
    await new Promise((done) => server.close(done))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { server, accepted, port: (server.address() as net.AddressInfo).port }
}
