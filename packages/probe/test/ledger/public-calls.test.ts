import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { Openings } from '../../src/ledger/openings.ts'
import { recordPublicCalls } from '../../src/ledger/public-calls.ts'
import { until } from '../started.ts'
import { createLedger, placeOf } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

const { ledger, context, liveOf, acquired } = createLedger()
const fetchBefore = { name: fetch.name, length: fetch.length }
const openings = new Openings<Named>()
recordPublicCalls(ledger, context, openings)
ledger.start()

const server = http.createServer((_, response) => response.end('ok'))
afterAll(async () => {
  server.closeAllConnections()
  await new Promise<void>((done) => server.close(() => done()))
})

test('a server that resolves its host first is placed where it was told to listen', async () => {
  const scope: Named = { name: 'listening' }
  context.run(scope, function listens() {
    server.listen(0, 'localhost')
  })
  await once(server, 'listening')
  expect(callOf(scope, 'TCPSERVERWRAP')).toEqual(['listen', 'public-calls.test.ts listens'])
})

test('a server is waited for until its host is resolved, and no longer', async () => {
  const scope: Named = { name: 'resolving' }
  const resolving = http.createServer()
  onTestFinished(() => new Promise<void>((done) => resolving.close(() => done())))
  context.run(scope, () => resolving.listen(0, 'localhost'))
  expect(openings.pending()).toEqual([scope])
  await once(resolving, 'listening')
  expect(openings.pending()).toEqual([])
})

test('a server that never gets a handle is given up', () => {
  const refused = new http.Server()
  openings.began(refused, { name: 'refused' })
  expect(openings.pending()).toEqual([{ name: 'refused' }])
  expect(openings.pending(Infinity)).toEqual([])
})

test('a server without a host has its handle at once', () => {
  const scope: Named = { name: 'at once' }
  const direct = http.createServer()
  onTestFinished(() => new Promise<void>((done) => direct.close(() => done())))
  context.run(scope, () => direct.listen(0))
  expect(openings.pending()).toEqual([])
})

test('a connection of fetch is placed where fetch was called', async () => {
  const scope: Named = { name: 'fetching' }
  const { port, address, family } = server.address() as AddressInfo
  const host = family === 'IPv6' ? `[${address}]` : address
  await context.run(scope, async function fetches() {
    await (await fetch(`http://${host}:${port}`)).text()
  })
  expect(callOf(scope, 'TCPWRAP')).toEqual(['fetch', 'public-calls.test.ts fetches'])
  const [connection] = liveOf(scope, 'TCPWRAP')
  expect(connection?.stack).toBe(connection?.call?.stack)
})

test('a connection that a function of the user opens while it serves a fetch has a place of its own', async () => {
  const scope: Named = { name: 'answering' }
  const { port } = server.address() as AddressInfo
  const opened: Socket[] = []
  onTestFinished(() => opened.forEach((socket) => socket.destroy()))
  function connects() {
    return opened.push(connect(port)) > 0
  }
  const dispatcher = { dispatch: connects } as unknown as NonNullable<RequestInit['dispatcher']>
  context.run(scope, () => void fetch('http://localhost', { dispatcher }).catch(() => undefined))
  await until(() => liveOf(scope, 'TCPWRAP').length > 0)
  const [connection] = liveOf(scope, 'TCPWRAP')
  expect(connection?.call?.name).toBe('fetch')
  expect(placeOf(connection?.stack ?? null)).toBe('public-calls.test.ts Object.connects')
})

test('a watcher knows what it watches', () => {
  const scope: Named = { name: 'watching' }
  const watcher = context.run(scope, function watches() {
    return fs.watch(import.meta.dirname)
  })
  onTestFinished(() => watcher.close())
  expect(callOf(scope, 'FSEVENTWRAP')).toEqual(['watch', 'public-calls.test.ts watches'])
  expect(liveOf(scope, 'FSEVENTWRAP')[0]?.call?.target).toBe(import.meta.dirname)
})

test('a watcher that could not begin is gone at once', () => {
  const scope: Named = { name: 'failing' }
  expect(() => context.run(scope, () => fs.watch('/no/such/path'))).toThrow('ENOENT')
  expect(acquired.filter((acquisition) => acquisition.scope === scope)).toMatchObject([
    { source: { type: 'FSEVENTWRAP' }, releasedAtMs: expect.any(Number) as number },
  ])
})

test('what is opened without such a call has none', () => {
  const scope: Named = { name: 'plain' }
  const timer = context.run(scope, () => setInterval(() => undefined, 1000))
  onTestFinished(() => clearInterval(timer))
  expect(liveOf(scope, 'Timeout')).toMatchObject([{ call: null }])
})

test('the calls look as they did, and fail as they did', async () => {
  expect({ name: fetch.name, length: fetch.length }).toEqual(fetchBefore)
  expect(() => fs.watch('/no/such/path')).toThrow('ENOENT')
  await expect(fetch('nowhere:')).rejects.toThrow(TypeError)
})

function callOf(scope: Named, type: string): unknown[] {
  const call = liveOf(scope, type)[0]?.call
  return [call?.name, placeOf(call?.stack ?? null)]
}
