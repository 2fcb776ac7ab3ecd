import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { Agent, request, WebSocket } from 'undici'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Acquisition } from '../../src/ledger/acquisition.ts'
import { resourceOf } from '../../src/ledger/acquisition.ts'
import { Requests } from '../../src/ledger/requests.ts'
import { until } from '../started.ts'
import { createLedger, placeOf } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

const { ledger, context, liveOf } = createLedger()
const requests = new Requests<Named>()
const server = http.createServer((_, response) => response.end('x'.repeat(1_000_000)))
let url = ''

beforeAll(async () => {
  requests.start(ledger, context)
  ledger.start()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise<void>((done) => server.close(() => done()))
})

test('a request of node:http is known by its maker', async () => {
  const scope: Named = { name: 'http' }
  const made = context.run(scope, () => http.get(`${url}/users`).on('error', () => undefined))
  onTestFinished(() => void made.destroy())
  await until(() => requests.requesterOf(made) !== undefined)
  expect(requests.requesterOf(made)?.context.scope).toBe(scope)
})

test('and by the line that made it, though it is never ended', () => {
  const made = http.request(url).on('error', () => undefined)
  onTestFinished(() => void made.destroy())
  expect(placeOf(requests.requesterOf(made)?.stack ?? null)).toContain('requests.test.ts')
})

test('a fetch whose body nobody reads is unfinished on its socket, and charged to whoever asked', async () => {
  const scope: Named = { name: 'fetch' }
  const response = await context.run(scope, () => fetch(`${url}/unread?page=1`))
  expect(requestOf(scope)).toMatchObject({
    method: 'GET',
    url: `${url}/unread?page=1`,
    finished: false,
    requester: { context: { scope } },
  })
  await response.text()
  await until(() => requestOf(scope)?.finished === true)
})

test('a fetch whose body is cancelled is finished', async () => {
  const scope: Named = { name: 'cancelled' }
  const response = await context.run(scope, () => fetch(url))
  expect(requestOf(scope)?.finished).toBe(false)
  const socket = socketOf(scope)
  await response.body?.cancel()
  await until(() => socket !== undefined && requests.undiciRequestOn(socket)?.finished === true)
})

test('a second request on one connection of undici takes the place of the first', async () => {
  const [opener, borrower]: [Named, Named] = [{ name: 'opener' }, { name: 'borrower' }]
  const dispatcher = new Agent({ connections: 1 })
  onTestFinished(() => dispatcher.destroy())
  const get = (path: string) => request(`${url}${path}`, { dispatcher })
  const first = await context.run(opener, () => get('/first'))
  await first.body.text()
  await until(() => requestOf(opener)?.finished === true)
  await context.run(borrower, () => get('/second'))
  expect(requestOf(opener)).toMatchObject({
    url: `${url}/second`,
    finished: false,
    requester: { context: { scope: borrower } },
  })
})

test('a socket that undici never used has no request', () => {
  expect(requests.undiciRequestOn({})).toBeUndefined()
})

test('a fetch is answered once the head of its response has arrived', async () => {
  const scope: Named = { name: 'unanswered' }
  const waiting: http.ServerResponse[] = []
  const slow = http.createServer((_, response) => void waiting.push(response))
  onTestFinished(async () => {
    slow.closeAllConnections()
    await new Promise((done) => slow.close(done))
  })
  await once(slow.listen(0, '127.0.0.1'), 'listening')
  const origin = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`
  const pending = context.run(scope, () => fetch(origin))
  await until(() => waiting.length > 0)
  expect(requestOf(scope)).toMatchObject({ finished: false, answered: false, isWebSocket: false })
  waiting[0]?.write('a')
  const response = await pending
  expect(requestOf(scope)).toMatchObject({ finished: false, answered: true, isWebSocket: false })
  await response.body?.cancel()
})

test('a request for a WebSocket is known as that', async () => {
  const scope: Named = { name: 'websocket' }
  const dispatcher = new Agent()
  const asked = once(server, 'upgrade')
  const client = context.run(scope, () => new WebSocket(url.replace('http', 'ws'), { dispatcher }))
  const [, peer] = (await asked) as [unknown, Socket]
  onTestFinished(() => {
    client.close()
    peer.destroy()
    return dispatcher.destroy()
  })
  expect(requestOf(scope)).toMatchObject({ isWebSocket: true })
})

/** The public socket of the one connection that a scope opened. */
function socketOf(scope: Named): object | undefined {
  const handles = liveOf(scope, 'TCPWRAP').map((acquisition: Acquisition) => resourceOf(acquisition))
  const [handle] = handles.filter((one) => one !== undefined)
  const symbol =
    handle && Object.getOwnPropertySymbols(handle).find((one) => one.description === 'owner_symbol')
  return symbol && (Reflect.get(handle, symbol) as object)
}

function requestOf(scope: Named) {
  const socket = socketOf(scope)
  return socket && requests.undiciRequestOn(socket)
}
