import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { tempFolder } from '../temp-folder.ts'
import { runReported } from '../watertight.ts'

test('where no container engine answers, nothing is said', async () => {
  const { report, exitCode } = await runReported([], ['true'], {
    env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' },
  })
  expect(report.command?.containers).toEqual([])
  expect(report.unchecked.filter(({ what }) => what === 'containers')).toEqual([])
  expect(exitCode).toBe(0)
})

test('an engine that hangs up is named, and breaks nothing', async () => {
  const path = join(tempFolder(), 'docker.sock')
  const server = createServer((socket) => void socket.destroy()).listen(path)
  onTestFinished(() => new Promise((done) => void server.close(() => done())))
  await once(server, 'listening')
  const { report, exitCode } = await runReported([], ['true'], { env: { DOCKER_HOST: `unix://${path}` } })
  expect(report.unchecked.filter(({ what }) => what === 'containers')).toHaveLength(1)
  expect(exitCode).toBe(0)
})

test.for([
  { engine: 'accepts and never answers', answered: [] },
  { engine: 'says who it is, and never what is there', answered: ['/_ping'] },
])('an engine that $engine holds the command up no longer than one deadline', async ({ answered }) => {
  const path = await startEngine((request, response) => {
    if (answered.includes(request.url ?? '')) response.setHeader('Api-Version', '1.41').end('OK')
  })
  const { report, exitCode } = await runReported([], ['true'], { env: { DOCKER_HOST: `unix://${path}` } })
  expect(report.unchecked.filter(({ what }) => what === 'containers')).toEqual([
    { what: 'containers', why: expect.stringContaining('No container engine said within 1000 ms') as string },
  ])
  expect(report.command?.containers).toEqual([])
  expect(exitCode).toBe(0)
})

test('a port that somebody opened while the engine was asked was there before the command', async () => {
  const other = createServer()
  const path = await startEngine((request, response) => {
    if (request.url === '/_ping') return response.setHeader('Api-Version', '1.41').end('OK')
    if (request.url === '/started') return response.end(handOn(other))
    if (handedOn !== 0) return response.end('[]')
    return other.listen(0, '127.0.0.1', () => response.end('[]'))
  })
  const tellStarted = `require('http').get({ socketPath: '${path}', path: '/started' }, (told) => told.resume())`
  const { warnings, stderr } = await runReported(['--no-cgroup'], [process.execPath, '--eval', tellStarted], {
    env: { DOCKER_HOST: `unix://${path}` },
  })
  expect(other.listening, stderr).toBe(false)
  expect(warnings.filter(({ message }) => message.includes(`127.0.0.1:${handedOn}`))).toEqual([])
})

test('a container that somebody else is removing is removed once it is gone', async () => {
  const id = 'c'.repeat(64)
  const asked: string[] = []
  const path = await startEngine((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://engine')
    asked.push(`${request.method ?? ''} ${pathname.replace(/^\/v[\d.]+/, '')}`)
    const looks = asked.filter((call) => call === `GET /containers/${id}/json`).length
    if (pathname === '/_ping') return response.setHeader('Api-Version', '1.41').end('OK')
    if (request.method === 'DELETE') return response.writeHead(409).end('{"message":"already in progress"}')
    if (pathname.includes(id)) return response.writeHead(looks < 3 ? 200 : 404).end(`{"Id":"${id}"}`)
    const isFirst = asked.filter((call) => call === 'GET /containers/json').length === 1
    return response.end(isFirst ? '[]' : `[{"Id":"${id}","Names":["/db"],"Image":"postgres"}]`)
  })
  const { report } = await runReported(['--settle', '0', '--containers', 'remove'], ['true'], {
    env: { DOCKER_HOST: `unix://${path}` },
  })
  expect(report.command?.containers).toEqual([{ id, name: 'db', image: 'postgres', removed: true }])
  expect(asked.slice(-4)).toEqual([
    `DELETE /containers/${id}`,
    ...Array<string>(3).fill(`GET /containers/${id}/json`),
  ])
})

let handedOn = 0

/** Leaves a port to a process that is younger than the command, so that its holder does not tell whose it is. */
function handOn(server: Server): string {
  const { port } = server.address() as AddressInfo
  handedOn = port
  const { _handle: handle } = server as unknown as { _handle: { fd: number } }
  const holder = spawn('sleep', ['60'], { stdio: ['ignore', 'ignore', 'ignore', handle.fd] })
  const ended = once(holder, 'exit')
  onTestFinished(async () => {
    holder.kill('SIGKILL')
    await ended
  })
  server.close()
  return String(port)
}

/** An engine at a socket of its own, which it gives; it ends with the test. */
async function startEngine(answer: RequestListener): Promise<string> {
  const path = join(tempFolder(), 'docker.sock')
  const server = createHttpServer(answer).listen(path)
  onTestFinished(async () => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  })
  await once(server, 'listening')
  return path
}
