import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { parseEngineAddress } from '../../src/containers/index.ts'
import type { ContainerDetails, Engine } from '../../src/containers/index.ts'
import { formatPorts, keepsConnections, publishedHost, readPorts } from '../../src/containers/port.ts'

test('publishes on the loopback, at ports that are free', () => {
  expect(formatPorts([5432, '53/udp'], engineAt('unix:///x.sock'))).toEqual({
    ExposedPorts: { '5432/tcp': {}, '53/udp': {} },
    PortBindings: {
      '5432/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }],
      '53/udp': [{ HostIp: '127.0.0.1', HostPort: '' }],
    },
  })
})

test('publishes where an engine of another machine is reached', () => {
  const engine = engineAt('tcp://docker:2375')
  expect(formatPorts([80], engine).PortBindings).toEqual({ '80/tcp': [{ HostIp: '', HostPort: '' }] })
  expect(publishedHost(engine)).toBe('docker')
  expect(publishedHost(engineAt('tcp://localhost:2375'))).toBe('127.0.0.1')
})

test('reads at which ports a container is reached', () => {
  const published = new Map([
    ['5432/tcp', 32768],
    ['53/udp', 32769],
  ])
  expect([...readPorts(detailsOf('bridge', published), [5432, '53/udp'])]).toEqual([
    [5432, 32768],
    ['53/udp', 32769],
  ])
  expect([...readPorts(detailsOf('host', new Map()), [5432, '53/udp'])]).toEqual([
    [5432, 5432],
    ['53/udp', 53],
  ])
})

test.each<[string, (socket: Socket) => unknown, boolean]>([
  ['hangs up at once, as the proxy of an engine does', (socket) => socket.end(), false],
  ['waits for a request', () => undefined, true],
  ['greets and hangs up', (socket) => socket.end('220 ready\r\n'), true],
])('tells what a server that %s is worth', async (_, answer, isReady) => {
  const port = await listen(answer)
  // Long enough for the proxy to hang up; whoever stays is waited for no longer than that.
  expect(await keepsConnections('127.0.0.1', port, 100)).toBe(isReady)
})

test('finds nothing where nobody listens', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  expect(await keepsConnections('127.0.0.1', port, 0)).toBe(false)
})

async function listen(answer: (socket: Socket) => unknown): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    answer(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((done) => server.close(done))
  })
  return (server.address() as AddressInfo).port
}

function engineAt(address: string): Engine {
  return { address: parseEngineAddress(address) } as Engine
}

function detailsOf(networkMode: string, publishedPorts: ReadonlyMap<string, number>): ContainerDetails {
  return { networkMode, publishedPorts } as ContainerDetails
}
