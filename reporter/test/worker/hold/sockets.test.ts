import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Facts } from '@watertight/findings'
import type { Probe } from '@watertight/probe'
import { ClientBirths, Requests } from '@watertight/probe/ledger'
import type { UndiciRequest } from '@watertight/probe/ledger'
import { expect, onTestFinished, test } from 'vitest'
import { IdleConnections } from '../../../src/worker/hold/idle.ts'
import { GlobalClients } from '../../../src/worker/hold/pools.ts'
import { clientSocket } from '../../../src/worker/hold/sockets.ts'
import type { Scope } from '../../../src/worker/scope.ts'
import { acquisitionOf, fileScope } from '../made.ts'

test('a request that was never ended is told as that, whatever its server answered', async () => {
  const url = await serve((_, response) => response.end('stored'))
  const request = http.request(url, { method: 'POST', agent: false })
  onTestFinished(() => void request.destroy())
  request.write('it')
  await once(request, 'response')
  expect(readClient(handleOf(request.socket))).toMatchObject({
    kind: 'socket',
    url: 'POST /',
    className: 'ClientRequest',
  })
})

test('a request that was ended waits for its response', async () => {
  const url = await serve(() => undefined)
  const request = http.get(url, { agent: false }).on('error', () => undefined)
  onTestFinished(() => void request.destroy())
  await once(request, 'finish')
  expect(readClient(handleOf(request.socket))).toMatchObject({ kind: 'socket', url: 'GET /' })
  expect(readClient(handleOf(request.socket))).not.toHaveProperty('className')
})

// On Windows handles of sockets have no descriptors.
test.skipIf(process.platform === 'win32')(
  'a handle that never connected is no connection, and one that is about to is one',
  () => {
    const owner = Symbol('owner_symbol')
    expect(readClient({ fd: -9, [owner]: { connecting: false, listenerCount } })).toBeUndefined()
    expect(readClient({ fd: -9 })).toBeUndefined()
    expect(readClient({ fd: -9, [owner]: { connecting: true, listenerCount } })).toMatchObject({
      kind: 'socket',
    })
  },
)

test.each<[string, Partial<UndiciRequest<Scope>>, Partial<Facts>]>([
  [
    'that has had no answer waits for one',
    { answered: false },
    { kind: 'response-body', className: 'Request' },
  ],
  ['that was answered has a body to be read', { answered: true }, { kind: 'response-body' }],
  [
    'that is over leaves its connection to a pool',
    { finished: true },
    { kind: 'pooled-socket', className: 'undici' },
  ],
  [
    'that became a WebSocket is told as that, over or not',
    { finished: true, isWebSocket: true },
    { kind: 'socket', className: 'WebSocket' },
  ],
])('a request of undici %s', (_, state, { kind, className }) => {
  const request = {
    method: 'GET',
    url: 'http://a/',
    finished: false,
    answered: true,
    isWebSocket: false,
    ...state,
  }
  const requests = { undiciRequestOn: () => request } as unknown as Requests<Scope>
  const facts = readClient({ fd: 20, [Symbol('owner_symbol')]: { listenerCount } }, requests)
  expect([facts?.kind, facts?.className]).toEqual([kind, className])
})

test('a connection that a global agent has through a stand-in is the agent’s, and its request’s', () => {
  const handle = { fd: 20 }
  const real = { _handle: handle, listenerCount }
  const standIn = { _handle: handle, _httpMessage: null as object | null }
  const lists = http.globalAgent.freeSockets as Record<string, unknown[]>
  lists['a:80:'] = [standIn]
  onTestFinished(() => void Reflect.deleteProperty(lists, 'a:80:'))
  Reflect.set(handle, Symbol('owner_symbol'), real)
  const spared = new Set<string>()
  expect(readClient(handle, undefined, spared)).toBeUndefined()
  // Its ports are not known: no server's connection is taken for its other end.
  expect(spared).toEqual(new Set())
  standIn._httpMessage = { method: 'GET', path: '/', writableEnded: true }
  expect(readClient(handle)).toMatchObject({ kind: 'socket', protocol: 'http', url: 'GET /' })
})

const listenerCount = () => 0

function readClient(
  handle: object,
  requests = new Requests<Scope>(),
  spared = new Set<string>(),
): Facts | undefined {
  const { test: scope } = fileScope()
  const acquisition = acquisitionOf(scope('a'), 'TCPWRAP', { strong: handle })
  return clientSocket(acquisition, {
    requests,
    births: new ClientBirths<Scope>(),
    probe: {} as Probe,
    globalClients: new GlobalClients(),
    idle: new IdleConnections(),
    spared,
    nowMs: 0,
  })?.facts
}

async function serve(answer: http.RequestListener): Promise<string> {
  const server = http.createServer(answer)
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function handleOf(socket: unknown): object {
  return (socket as { _handle: object })._handle
}
