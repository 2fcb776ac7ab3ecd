import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { EngineAddress } from './address.ts'
import { withDeadline } from './deadline.ts'
import { EngineError } from './error.ts'
import { codeOf, messageOf } from '../../thrown.ts'

/** One thing that an engine is asked. */
export interface EngineRequest {
  /** What it is asked, as an error says it: `start the container x`. */
  readonly purpose: string
  readonly path: string
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly query?: Readonly<Record<string, string | number | boolean>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** How long nothing may come, in ms; 10,000 by default. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal | undefined
}

/** An answer as it arrives. */
export type Chunks = AsyncIterable<Buffer>

/**
 * Asks an engine, and reads its answer inside `read`; the connection is closed when that is done. Rejects with an
 * `EngineError`, or with the reason of the caller's signal.
 */
export async function askEngine<T>(
  address: EngineAddress,
  request: EngineRequest,
  read: (chunks: Chunks, response: IncomingMessage) => Promise<T>,
): Promise<T> {
  const { timeoutMs = 10_000, signal } = request
  const late = (): EngineError =>
    new EngineError('slow', `${nameOf(address)} did not ${request.purpose} within ${timeoutMs} ms.`)
  return withDeadline({ timeoutMs, late, signal }, async ({ signal, renew }) => {
    const response = await send(address, request, signal)
    const chunks = renewing(response, renew)
    try {
      if ((response.statusCode ?? 500) >= 400) throw await readRefusal(address, request, chunks, response)
      return await read(chunks, response)
    } catch (error) {
      throw error instanceof EngineError ? error : broken(address, request, error)
    } finally {
      response.destroy()
    }
  })
}

/** Reads a whole answer as text. */
export async function readText(chunks: Chunks): Promise<string> {
  const read: Buffer[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > LONGEST_ANSWER) throw new Error(`its answer is longer than ${LONGEST_ANSWER} bytes`)
    read.push(chunk)
  }
  return Buffer.concat(read).toString('utf8')
}

/** Reads a whole answer as JSON. */
export async function readJson(chunks: Chunks): Promise<unknown> {
  return JSON.parse(await readText(chunks)) as unknown
}

/** How an error names an engine. */
export function nameOf(address: EngineAddress): string {
  return `The container engine at ${address.text}`
}

const LONGEST_ANSWER = 64 * 1024 * 1024

async function* renewing(response: IncomingMessage, renew: () => void): AsyncGenerator<Buffer> {
  for await (const chunk of response as AsyncIterable<Buffer>) {
    renew()
    yield chunk
  }
}

async function send(
  address: EngineAddress,
  request: EngineRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const body = request.body === undefined ? null : Buffer.from(JSON.stringify(request.body))
  const outgoing = httpRequest({
    ...address.target,
    method: request.method ?? 'GET',
    path: request.path + formatQuery(request.query),
    // Node's shared agent would keep an idle socket of ours open in the process whose sockets are counted.
    agent: false,
    signal,
    headers: {
      Host: 'engine',
      ...(body === null ? {} : { 'Content-Type': 'application/json', 'Content-Length': body.length }),
    },
  })
  // A connection that ends after the headers is told by the response too; unheard here, it would be thrown.
  outgoing.on('error', () => undefined)
  outgoing.end(body)
  try {
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
    return response
  } catch (error) {
    throw isUnreachable(error) ? absent(address, request, error) : broken(address, request, error)
  }
}

function formatQuery(query: EngineRequest['query'] = {}): string {
  const entries = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`
}

async function readRefusal(
  address: EngineAddress,
  request: EngineRequest,
  chunks: Chunks,
  { statusCode: status, statusMessage }: IncomingMessage,
): Promise<EngineError> {
  const text = (await readText(chunks)).trim()
  const said = [readMessage(text), statusMessage].find(Boolean) ?? `status ${String(status)}`
  return new EngineError('refused', `${nameOf(address)} refused to ${request.purpose}: ${said}`, { status })
}

function readMessage(text: string): string {
  try {
    const answer = JSON.parse(text) as { message?: unknown } | null
    return typeof answer?.message === 'string' ? answer.message : text
  } catch {
    return text
  }
}

const UNREACHABLE = new Set([
  ...['ENOENT', 'ECONNREFUSED', 'EACCES', 'EPERM', 'ENOTSOCK'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'],
])

function isUnreachable(error: unknown): boolean {
  return UNREACHABLE.has(codeOf(error) ?? '')
}

function absent(address: EngineAddress, { purpose }: EngineRequest, cause: unknown): EngineError {
  const said = `${nameOf(address)} cannot be asked to ${purpose}: ${messageOf(cause)}.`
  return new EngineError('absent', said, { cause })
}

function broken(address: EngineAddress, { purpose }: EngineRequest, cause: unknown): EngineError {
  const said = `${nameOf(address)} was lost while it was asked to ${purpose}: ${messageOf(cause)}.`
  return new EngineError('broken', said, { cause })
}
