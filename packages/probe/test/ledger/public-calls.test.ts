import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { recordPublicCalls } from '../../src/ledger/public-calls.ts'
import { createLedger, placeOf } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

const { ledger, context, liveOf } = createLedger()
const fetchBefore = { name: fetch.name, length: fetch.length }
recordPublicCalls(ledger, context)
ledger.start()

const server = http.createServer((_, response) => response.end('ok'))
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test('a server that resolves its host first is placed where it was told to listen', async () => {
  const scope: Named = { name: 'listening' }
  context.run(scope, function listens() {
    server.listen(0, 'localhost')
  })
  await once(server, 'listening')
  expect(callOf(scope, 'TCPSERVERWRAP')).toEqual(['listen', 'public-calls.test.ts listens'])
})

test('a connection of fetch is placed where fetch was called', async () => {
  const scope: Named = { name: 'fetching' }
  const { port, address, family } = server.address() as AddressInfo
  const host = family === 'IPv6' ? `[${address}]` : address
  await context.run(scope, async function fetches() {
    await (await fetch(`http://${host}:${port}`)).text()
  })
  expect(callOf(scope, 'TCPWRAP')).toEqual(['fetch', 'public-calls.test.ts fetches'])
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
  return [call?.name, placeOf(call?.error ?? null)]
}
