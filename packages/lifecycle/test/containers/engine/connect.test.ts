import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { connectEngine, EngineError, parseEngineAddress } from '../../../src/containers/index.ts'
import type { EngineAddress } from '../../../src/containers/index.ts'
import { connectFake, silence, startFakeEngine } from '../fake-engine.ts'
import type { Answer } from '../fake-engine.ts'

test('speaks the version of an older engine, and says who answers', async () => {
  const { engine, address } = await connectFake()
  expect(engine).toMatchObject({ tool: 'docker', apiVersion: '1.41', address })
})

test('speaks no newer version than it knows', async () => {
  const { engine } = await connectFake({ 'GET /_ping': ping({ 'Api-Version': '1.52' }) })
  expect(engine.apiVersion).toBe('1.44')
})

test('recognises Podman', async () => {
  const { engine } = await connectFake({
    'GET /_ping': ping({ 'Api-Version': '1.41', 'Libpod-API-Version': '5.4.0' }),
  })
  expect(engine.tool).toBe('podman')
})

test('asks for the version where the ping does not tell it', async () => {
  const { engine } = await connectFake({
    'GET /_ping': ping({}),
    'GET /version': () => ({ ApiVersion: '1.43' }),
  })
  expect(engine.apiVersion).toBe('1.43')
})

test('refuses an engine that is too old, and says which is needed', async () => {
  const old = await startFakeEngine({ 'GET /_ping': ping({ 'Api-Version': '1.24' }) })
  await expect(connectEngine({ addresses: [old.address] })).rejects.toThrow(
    'speaks Engine API 1.24; 1.40 (Docker 19.03) or newer is needed.',
  )
})

test('passes over an address where nothing answers', async () => {
  const fake = await startFakeEngine()
  const engine = await connectEngine({ addresses: [absent(), fake.address] })
  expect(engine.address).toEqual(fake.address)
})

test('names every address at which no engine answers, and what to do', async () => {
  const error = await failureOf(connectEngine({ addresses: [absent('one'), absent('two')] }))
  expect(error.failure).toBe('absent')
  expect(error.message).toMatch(
    /^No container engine answers\. Start Docker or Podman, or say in DOCKER_HOST where it answers\.\n/,
  )
  expect(error.message).toContain(
    'unix:///nowhere/one.sock cannot be asked to tell its version: connect ENOENT',
  )
  expect(error.message).toContain('unix:///nowhere/two.sock')
})

test('looks where the environment says', async () => {
  const fake = await startFakeEngine()
  expect((await connectEngine({ env: { DOCKER_HOST: fake.address.text } })).address.text).toBe(
    fake.address.text,
  )
})

test('does not wait for an engine that accepts and never answers', async () => {
  const hanging = await startFakeEngine({ 'GET /_ping': silence })
  const error = await failureOf(connectEngine({ addresses: [hanging.address], timeoutMs: 30 }))
  expect(error.failure).toBe('slow')
  expect(error.message).toContain('did not tell its version within 30 ms.')
})

test('looks no further when its caller gives up, and throws the reason', async () => {
  const givenUp = new AbortController()
  const reason = new Error('no time left')
  const hanging = await startFakeEngine({ 'GET /_ping': () => givenUp.abort(reason) })
  const next = await startFakeEngine()
  const addresses = [hanging.address, next.address]
  await expect(connectEngine({ addresses, signal: givenUp.signal })).rejects.toBe(reason)
  expect(next.asked).toEqual([])
})

test.each<[string, (socket: Socket) => unknown]>([
  ['hangs up', (socket) => socket.end()],
  ['speaks something else', (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')],
])('says what is wrong with a socket that %s', async (_, answer) => {
  const error = await failureOf(connectEngine({ addresses: [await listenRaw(answer)] }))
  expect(error.failure).toBe('broken')
  expect(error.message).toContain('was lost while it was asked to tell its version')
})

test('does not take a web server for an engine', async () => {
  const web = await startFakeEngine({ 'GET /_ping': ping({}), 'GET /version': () => ({ ok: true }) })
  const error = await failureOf(connectEngine({ addresses: [web.address] }))
  expect(error.message).toContain('names no version of the Engine API: it is something else.')
})

function ping(headers: Readonly<Record<string, string>>): Answer {
  return ({ response }) => void response.writeHead(200, headers).end('OK')
}

function absent(name = 'docker'): EngineAddress {
  return parseEngineAddress(`unix:///nowhere/${name}.sock`)
}

async function failureOf(work: Promise<unknown>): Promise<EngineError> {
  const error = await work.catch((error: unknown) => error)
  expect(error).toBeInstanceOf(EngineError)
  return error as EngineError
}

async function listenRaw(answer: (socket: Socket) => unknown): Promise<EngineAddress> {
  const folder = mkdtempSync(join(tmpdir(), 'watertight-raw-'))
  const server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => answer(socket))
  }).listen(join(folder, 'raw.sock'))
  await once(server, 'listening')
  onTestFinished(async () => {
    await new Promise((done) => server.close(done))
    rmSync(folder, { recursive: true, force: true })
  })
  return parseEngineAddress(`unix://${join(folder, 'raw.sock')}`)
}
