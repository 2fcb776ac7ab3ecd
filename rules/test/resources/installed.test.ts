import { createRequire } from 'node:module'
import { PassThrough } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { resources } from '../../src/resources/catalogue.ts'
import type { Resource } from '../../src/resources/resource.ts'
import { createTable } from '../../src/resources/table.ts'

/**
 * The table is held against the real modules: each value below is made by the way that the table names, without a
 * server to talk to, and has the methods that the table says it has.
 */
const table = createTable(resources)
const load = createRequire(import.meta.url)
const cleanUps: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

type Methods = Readonly<Record<string | symbol, (...given: unknown[]) => unknown>>

interface Case {
  readonly by: 'new' | 'call'
  readonly module: string
  readonly path: string
  readonly given?: readonly unknown[]
  /** How this test gives it back; otherwise the first release does. */
  readonly end?: (value: Methods) => unknown
  /** Methods of the table that other versions, or other resources of the record, have. */
  readonly without?: readonly string[]
}

// With a channel, which alone gives a process `disconnect()`.
const HELD = [process.execPath, ['--eval', 'setInterval(() => {}, 1e9)'], { stdio: ['ipc'] }] as const
const destroy = (value: Methods) => value.destroy?.()
const kill = (value: Methods) => new Promise((done) => (value.once?.('exit', done), value.kill?.('SIGKILL')))
const nothing = () => undefined

const CASES: readonly Case[] = [
  { by: 'call', module: 'node:net', path: 'createServer', end: nothing },
  { by: 'new', module: 'node:net', path: 'Socket' },
  { by: 'call', module: 'node:http', path: 'createServer', end: nothing },
  { by: 'call', module: 'node:https', path: 'createServer', end: nothing },
  { by: 'call', module: 'node:http2', path: 'createServer', end: nothing },
  { by: 'call', module: 'node:http2', path: 'connect', given: ['http://127.0.0.1:1'], end: destroy },
  { by: 'call', module: 'node:tls', path: 'connect', given: [1, '127.0.0.1'], end: destroy },
  { by: 'call', module: 'node:dgram', path: 'createSocket', given: ['udp4'] },
  { by: 'new', module: 'node:https', path: 'Agent', given: [{ keepAlive: true }] },
  { by: 'call', module: 'node:fs', path: 'createReadStream', given: [import.meta.filename] },
  { by: 'call', module: 'node:fs', path: 'createWriteStream', given: ['/dev/null'] },
  { by: 'call', module: 'node:fs', path: 'opendirSync', given: [import.meta.dirname] },
  { by: 'call', module: 'node:fs', path: 'watch', given: [import.meta.filename] },
  { by: 'call', module: 'node:fs/promises', path: 'open', given: [import.meta.filename] },
  { by: 'call', module: 'node:child_process', path: 'spawn', given: HELD, end: kill },
  {
    by: 'new',
    module: 'node:worker_threads',
    path: 'Worker',
    given: ['setInterval(() => {}, 1e9)', { eval: true }],
  },
  { by: 'new', module: 'node:worker_threads', path: 'BroadcastChannel', given: ['a channel'] },
  {
    by: 'call',
    module: 'node:readline',
    path: 'createInterface',
    given: [{ input: new PassThrough() }],
  },
  { by: 'call', module: 'node:timers', path: 'setInterval', given: [nothing, 1e9] },
  { by: 'new', module: 'pg', path: 'Pool' },
  { by: 'new', module: 'pg-pool', path: '' },
  { by: 'new', module: 'pg', path: 'Client', end: nothing },
  { by: 'call', module: 'mysql2', path: 'createPool', given: ['mysql://127.0.0.1:1'] },
  {
    by: 'call',
    module: 'mysql2/promise',
    path: 'createPool',
    given: ['mysql://127.0.0.1:1'],
    without: ['promise'],
  },
  {
    by: 'new',
    module: 'ioredis',
    path: 'Redis',
    given: [{ lazyConnect: true }],
    end: (value) => value.disconnect?.(),
  },
  { by: 'call', module: 'redis', path: 'createClient', end: nothing },
  { by: 'new', module: 'ws', path: 'WebSocketServer', given: [{ noServer: true }] },
  { by: 'new', module: 'undici', path: 'Agent' },
  { by: 'new', module: 'undici', path: 'Pool', given: ['http://127.0.0.1:1'] },
  { by: 'new', module: 'undici', path: 'Client', given: ['http://127.0.0.1:1'] },
  { by: 'new', module: 'undici', path: 'ProxyAgent', given: ['http://127.0.0.1:1'] },
  { by: 'new', module: 'undici', path: 'MockAgent' },
  { by: 'call', module: 'chokidar', path: 'watch', given: [import.meta.filename] },
  { by: 'call', module: 'mqtt', path: 'connect', given: [{ manualConnect: true }], end: nothing },
  { by: 'call', module: 'express', path: '', end: nothing },
  {
    by: 'call',
    module: 'vite',
    path: 'createServer',
    given: [{ configFile: false, server: { ws: false, middlewareMode: true } }],
  },
]

test.each(CASES.map((shape) => [`${shape.by} ${shape.module}#${shape.path}`, shape] as const))(
  '%s gives what the table says',
  async (_, shape) => {
    const entry = table.byExport(shape.module, shape.path, shape.by)
    if (entry === null) throw new Error('the table does not know it')
    const value = await make(shape)
    cleanUps.push(() => (shape.end ? shape.end(value) : firstRelease(entry.resource, value)))
    const missing = methodsOf(entry.resource).filter((method) => typeof value[method] !== 'function')
    expect(missing).toEqual(shape.without ?? [])
  },
)

test.each([
  ['amqplib', 'connect'],
  ['amqplib/callback_api', 'connect'],
  ['nats', 'connect'],
  ['mqtt', 'connectAsync'],
  ['redis', 'createCluster'],
  ['node:fs', 'openSync'],
  ['node:fs', 'promises.opendir'],
  ['node:cluster', 'fork'],
  ['mysql2', 'createConnection'],
  ['mysql2/promise', 'createConnection'],
])('%s#%s can be called as the table says', (module, path) => {
  expect(table.byExport(module, path, 'call')).not.toBeNull()
  expect(exportOf(module, path)).toBeTypeOf('function')
})

test.each([...table.releaseFunctions.keys()])('the function %s that releases exists', (name) => {
  const [module, path] = name.split('#')
  const release: unknown = path === undefined ? Reflect.get(globalThis, name) : exportOf(module ?? '', path)
  expect(release).toBeTypeOf('function')
})

async function make({ by, module, path, given = [] }: Case): Promise<Methods> {
  const source = exportOf(module, path) as (new (...given: unknown[]) => unknown) &
    ((...given: unknown[]) => unknown)
  const value = (await (by === 'new' ? new source(...given) : source(...given))) as Methods
  // Nothing answers on port 1; that it says so is no matter of the table.
  if (typeof value.once === 'function') value.on?.('error', nothing)
  return value
}

function exportOf(module: string, path: string): unknown {
  const exports = load(module) as { readonly default?: unknown }
  if (path === '') return typeof exports === 'function' ? exports : exports.default
  return path.split('.').reduce<unknown>((value, name) => Reflect.get(Object(value), name), exports)
}

function methodsOf({
  release,
  opensOn = [],
  fluent = [],
  detach = [],
  disposable,
}: Resource): (string | symbol)[] {
  const symbol = { sync: Symbol.dispose, async: Symbol.asyncDispose }
  const releases = release.flatMap(({ method }) => (method === undefined ? [] : [method]))
  const named = [...releases, ...opensOn, ...fluent, ...detach].filter((name) => !name.includes('*'))
  return [...new Set([...named, ...(disposable ? [symbol[disposable]] : [])])]
}

function firstRelease({ release }: Resource, value: Methods): unknown {
  const way = release.find(({ method }) => method !== undefined)
  return way?.method === undefined ? undefined : value[way.method]?.()
}
