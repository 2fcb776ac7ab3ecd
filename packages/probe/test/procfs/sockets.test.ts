import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createProbe, socketInode } from '../../src/index.ts'
import { NOTHING, PLAIN } from '../recorded.ts'

const recorded = createProbe({ procRoot: PLAIN })

test('tells listening sockets from connections, and where both ends are', () => {
  const sockets = recorded.listSockets()
  expect(sockets.get('5001')).toEqual({
    inode: '5001',
    protocol: 'tcp',
    state: 'listen',
    localAddress: '127.0.0.1',
    localPort: 8080,
  })
  expect(sockets.get('5003')).toEqual({
    inode: '5003',
    protocol: 'tcp',
    state: 'established',
    localAddress: '127.0.0.1',
    localPort: 51186,
    remoteAddress: '127.0.0.1',
    remotePort: 5432,
  })
  expect(sockets.get('5004')).toMatchObject({ state: 'close_wait', remoteAddress: '10.0.0.2' })
})

test('gives an IPv4 peer of an IPv6 socket as the IPv4 address that it has', () => {
  expect(recorded.listSockets().get('5005')).toMatchObject({
    protocol: 'tcp6',
    localAddress: '127.0.0.1',
    remoteAddress: '127.0.0.1',
    remotePort: 42971,
  })
})

test('leaves out sockets that no process owns any more', () => {
  expect([...recorded.listSockets().values()].map(({ state }) => state)).not.toContain('time_wait')
})

test('calls a UDP socket without a peer unconnected', () => {
  expect(recorded.listSockets().get('5007')).toMatchObject({
    protocol: 'udp',
    state: 'unconnected',
    localPort: 5353,
  })
})

test('knows the paths of UNIX sockets, also those with spaces, and that others have none', () => {
  const sockets = recorded.listSockets()
  expect(sockets.get('6001')).toEqual({
    inode: '6001',
    protocol: 'unix',
    state: 'listen',
    path: '/run/my app/api.sock',
  })
  expect(sockets.get('6002')).toEqual({ inode: '6002', protocol: 'unix', state: 'established' })
  expect(sockets.get('6003')).toMatchObject({ state: 'unconnected', path: '@abstract' })
})

test('names the addresses that a process listens on once each, and only processes that listen', () => {
  expect(recorded.listeningPorts([5000040, 5000041, 1])).toEqual(
    new Map([[5000040, ['127.0.0.1:8080', '[::]:8081']]]),
  )
})

test('finds no sockets where there is no procfs', () => {
  expect(createProbe({ procRoot: NOTHING }).listeningPorts([])).toEqual(new Map())
})

test.runIf(process.platform === 'linux')(
  'finds the ends of a connection of this process behind its descriptors',
  async () => {
    const server = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const client = connect(port, '127.0.0.1')
    onTestFinished(() => void client.destroy())
    await Promise.all([once(client, 'connect'), once(server, 'connection')])
    const probe = createProbe()
    const own = ownSockets(probe).filter(
      ({ localPort, remotePort }) => localPort === port || remotePort === port,
    )
    expect(own.map(({ state }) => state).sort()).toEqual(['established', 'established', 'listen'])
    expect(probe.listeningPorts([process.pid]).get(process.pid)).toContain(`127.0.0.1:${port}`)
  },
)

test.runIf(process.platform === 'linux')('finds a UNIX socket of this process by its path', async () => {
  const path = join(tmpdir(), `watertight ${process.pid}.sock`)
  const server = createServer().listen(path)
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
  await once(server, 'listening')
  expect(ownSockets(createProbe())).toContainEqual(expect.objectContaining({ path, state: 'listen' }))
})

function ownSockets(probe = createProbe()) {
  const sockets = probe.listSockets()
  const targets = probe.listDescriptors()?.descriptors.map(({ target }) => target) ?? []
  return targets.flatMap((target) => sockets.get(socketInode(target) ?? '') ?? [])
}
