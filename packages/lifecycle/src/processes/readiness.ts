import { statSync } from 'node:fs'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { connect } from 'node:net'
import { resolve } from 'node:path'
import { isFreePort } from '../ports/free-port.ts'

/** What shows that a process is ready: exactly one of the fields. */
export interface Ready {
  /** It listens on this TCP port of the loopback. */
  readonly port?: number
  /** This address answers, with `status` or, by default, anything from 200 to 399. */
  readonly url?: string | URL
  readonly status?: number
  /** It prints a line that contains this text, or matches. */
  readonly line?: string | RegExp
  /** It writes this file, relative to its own folder. */
  readonly file?: string
}

/** What is asked while a process starts. */
export interface Readiness {
  /** What is waited for, in words. */
  readonly words: string
  /** Asked again and again; may throw to give up. */
  readonly isReady: () => boolean | Promise<boolean>
}

/** What a process under start shows. */
export interface Starting {
  readonly output: () => string
  readonly cwd: string
}

/** Makes the question that a `ready` option asks; must be called before the process is started. */
export async function createReadiness(ready: Ready, starting: Starting): Promise<Readiness> {
  if (ready.port !== undefined) return readyByPort(ready.port)
  if (ready.url !== undefined) return readyByUrl(new URL(ready.url), ready.status)
  if (ready.line !== undefined) return readyByLine(ready.line, starting)
  return readyByFile(resolve(starting.cwd, ready.file ?? ''))
}

async function readyByPort(port: number): Promise<Readiness> {
  // Otherwise a stranger that listens there would be taken for the process that cannot.
  if (!(await isFreePort(port))) {
    throw new Error(
      `port ${port} is already held. See who holds it with \`npx watertight port ${port}\`, or call \`reclaimPort(${port})\` first.`,
    )
  }
  const isReady = async (): Promise<boolean> =>
    (await canConnect(port, '127.0.0.1')) || canConnect(port, '::1')
  return { words: `port ${port}`, isReady }
}

function canConnect(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host })
    socket.once('connect', () => done(true)).once('error', () => done(false))
    socket.once('connect', () => socket.destroy())
  })
}

function readyByUrl(url: URL, status: number | undefined): Readiness {
  const isMeant = (code: number): boolean =>
    status === undefined ? code >= 200 && code < 400 : code === status
  const isReady = async (): Promise<boolean> => isMeant(await askStatus(url))
  return { words: status === undefined ? url.href : `${url.href} with status ${status}`, isReady }
}

const ANSWER_MS = 2_000

/** Without an agent, because a pool would keep the connection open. */
function askStatus(url: URL): Promise<number> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((done) => {
    const asked = request(url, { agent: false, timeout: ANSWER_MS }, (response) => {
      response.destroy()
      done(response.statusCode ?? 0)
    })
    asked.once('timeout', () => asked.destroy()).once('error', () => done(0))
    asked.once('close', () => done(0)).end()
  })
}

function readyByLine(line: string | RegExp, { output }: Starting): Readiness {
  const pattern = typeof line === 'string' ? null : new RegExp(line.source, line.flags.replace(/[gy]/g, ''))
  const isIt = (text: string): boolean =>
    pattern === null ? text.includes(String(line)) : pattern.test(text)
  return { words: `a line with ${String(line)}`, isReady: () => output().split(/\r?\n/).some(isIt) }
}

/** A file that an earlier process left there says nothing. */
function readyByFile(path: string): Readiness {
  const before = stamp(path)
  const isReady = (): boolean => {
    const now = stamp(path)
    return now !== null && now !== before
  }
  return { words: `the file ${path}`, isReady }
}

function stamp(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true })
  return stats === undefined ? null : `${stats.dev}.${stats.ino}.${stats.mtimeNs}.${stats.size}`
}
