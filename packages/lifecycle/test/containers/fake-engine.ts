import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { connectEngine, parseEngineAddress } from '../../src/containers/index.ts'
import type { Engine, EngineAddress, Labels } from '../../src/containers/index.ts'

/** Answers one request: with a value that is sent as JSON, or by itself. */
export type Answer = (exchange: Exchange) => unknown

/** A request and its answer. */
interface Exchange {
  readonly id: string
  readonly query: URLSearchParams
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** Answers by method and path, in which `{id}` stands for any name: `GET /containers/{id}/json`. */
export type Answers = Readonly<Record<string, Answer>>

/** An engine of the test's own. */
export interface FakeEngine {
  readonly address: EngineAddress
  /** What it was asked, in order, without the version: `GET /containers/json`. */
  readonly asked: readonly string[]
  /** Ends as an engine that is killed: every connection breaks. */
  readonly die: () => Promise<void>
}

/** Starts an HTTP server at a socket in a folder of its own; it ends with the test. */
export async function startFakeEngine(answers: Answers = {}): Promise<FakeEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'watertight-engine-'))
  const socketPath = join(folder, 'docker.sock')
  const asked: string[] = []
  const all = { ...ENGINE, ...answers }
  const server = createServer((request, response) => {
    const { route, ...exchange } = readRequest(request)
    asked.push(route)
    const answer = all[route] ?? refuse(501, `the fake engine knows no ${route}`)
    Promise.resolve(answer({ ...exchange, request, response })).then(
      (value) => value !== undefined && response.end(JSON.stringify(value)),
      (error: unknown) => response.destroy(error as Error),
    )
  })
  server.listen(socketPath)
  await once(server, 'listening')
  const die = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  onTestFinished(async () => {
    await die()
    rmSync(folder, { recursive: true, force: true })
  })
  return { address: parseEngineAddress(`unix://${socketPath}`), asked, die }
}

/** Starts a fake engine, and connects to it. */
export async function connectFake(answers: Answers = {}): Promise<FakeEngine & { readonly engine: Engine }> {
  const fake = await startFakeEngine(answers)
  const engine = await connectEngine({ addresses: [fake.address] })
  return { ...fake, engine }
}

/** An answer with an error of the engine. */
export function refuse(status: number, message: string): Answer {
  return ({ response }) => {
    response.writeHead(status, { 'Content-Type': 'application/json' })
    return { message }
  }
}

/** An answer without a body. */
export const nothing: Answer = ({ response }) => void response.writeHead(204).end()

/** An answer that never comes. */
export const silence: Answer = () => undefined

/** An id as engines make them, of one repeated digit. */
export function idOf(digit: string): string {
  return digit.repeat(64)
}

/** A container in the list of an engine. */
export function listed(id: string, createdAt: number, labels: Labels | null = null): object {
  return {
    Id: id,
    Names: [`/name-${id.slice(0, 4)}`],
    Image: 'i',
    State: 'running',
    Created: createdAt,
    Labels: labels,
  }
}

/** A container as it is inspected. */
export function inspected(id: string, state: object = {}, more: object = {}): object {
  return {
    Id: id,
    Name: `/name-${id.slice(0, 4)}`,
    Created: '2026-11-20T16:30:18.123456789Z',
    Config: { Image: 'i', Labels: null },
    State: { Status: 'running', Running: true, ExitCode: 0, Error: '', OOMKilled: false, ...state },
    NetworkSettings: { Ports: {} },
    HostConfig: { NetworkMode: 'none' },
    ...more,
  }
}

/** A frame of a log: 1 is standard output, 2 standard error. */
export function frame(stream: 1 | 2, text: string): Buffer {
  const payload = Buffer.from(text)
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0])
  header.writeUInt32BE(payload.length, 4)
  return Buffer.concat([header, payload])
}

const ENGINE: Answers = {
  'GET /_ping': ({ response }) => void response.setHeader('Api-Version', '1.41').end('OK'),
}

function readRequest(request: IncomingMessage): { route: string; id: string; query: URLSearchParams } {
  const url = new URL(request.url ?? '', 'http://engine')
  const path = decodeURIComponent(url.pathname.replace(/^\/v\d\.\d+/, ''))
  const [, id = ''] = /^\/(?:containers|images)\/(.+?)(?:\/\w+)?$/.exec(path) ?? []
  const isFixed = path === '/containers/json' || path.endsWith('/create') || id === ''
  const route = `${request.method ?? ''} ${isFixed ? path : path.replace(id, '{id}')}`
  return { route, id, query: url.searchParams }
}
