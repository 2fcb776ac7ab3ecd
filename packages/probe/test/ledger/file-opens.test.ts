import { once } from 'node:events'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import v8 from 'node:v8'
import vm from 'node:vm'
import { beforeAll, afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Source } from '../../src/ledger/acquisition.ts'
import { recordFileOpens } from '../../src/ledger/file-opens.ts'
import { until } from '../started.ts'
import { createLedger, placeOf } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

const { ledger, context, released, liveOf } = createLedger()
v8.setFlagsFromString('--expose-gc')
const gc = vm.runInNewContext('gc') as () => void
const unpatched = { ...fs }
const directory = fs.mkdtempSync(join(tmpdir(), 'watertight-opens-'))
const file = join(directory, 'file.txt')

beforeAll(() => {
  fs.writeFileSync(file, 'text')
  recordFileOpens(ledger, context)
  ledger.start()
})

afterAll(() => fs.rmSync(directory, { recursive: true }))

describe.each<[string, Source['by'], () => unknown]>([
  ['openSync', 'open', () => closeAtEnd(fs.openSync(file, 'r'))],
  ['open', 'open', async () => closeAtEnd(await promisify(fs.open)(file, 'r'))],
  ['promises.open', 'file-handle', async () => closeHandleAtEnd(await fs.promises.open(file))],
  ['opendirSync', 'opendir', () => closeHandleAtEnd(fs.opendirSync(directory))],
  ['opendir', 'opendir', async () => closeHandleAtEnd(await promisify(fs.opendir)(directory))],
  ['promises.opendir', 'opendir', async () => closeHandleAtEnd(await fs.promises.opendir(directory))],
  ['mkdtempSync', 'mkdtemp', () => fs.mkdtempSync(join(directory, 'temp-'))],
  ['mkdtemp', 'mkdtemp', () => promisify(makeTempDir)(join(directory, 'temp-'))],
  ['promises.mkdtemp', 'mkdtemp', () => fs.promises.mkdtemp(join(directory, 'temp-'))],
  ['createReadStream', 'open', () => opened(fs.createReadStream(file))],
  ['createWriteStream', 'open', () => opened(fs.createWriteStream(join(directory, 'written.txt')))],
])('%s', (name, by, open) => {
  test('is recorded for its scope, with its path and the line that called it', async () => {
    const scope: Named = { name }
    await context.run(scope, open)
    expect(liveOf(scope)).toHaveLength(1)
    const [acquisition] = liveOf(scope)
    expect(acquisition?.source).toMatchObject({ by, path: expect.stringContaining(directory) as string })
    expect(placeOf(acquisition?.call?.stack ?? acquisition?.stack ?? null)).toMatch(/^file-opens\.test\.ts/)
  })
})

test('opening fails as it always did, and nothing is recorded', async () => {
  const scope: Named = { name: 'failing' }
  const missing = join(directory, 'missing')
  await context.run(scope, async () => {
    expect(() => fs.openSync(missing, 'r')).toThrow('ENOENT')
    expect(() => fs.opendirSync(missing)).toThrow('ENOENT')
    expect(() => fs.mkdtempSync(join(missing, 'x'))).toThrow('ENOENT')
    await expect(fs.promises.open(missing)).rejects.toThrow('ENOENT')
    await expect(fs.promises.opendir(missing)).rejects.toThrow('ENOENT')
    await expect(promisify(fs.open)(missing, 'r')).rejects.toThrow('ENOENT')
  })
  expect(liveOf(scope)).toEqual([])
})

test('what a stream opens is the stream’s, what is opened beside it is not', async () => {
  const scope: Named = { name: 'stream' }
  await context.run(scope, async () => {
    await opened(fs.createReadStream(file))
    closeAtEnd(fs.openSync(file, 'r'))
  })
  expect(liveOf(scope).map(({ source }) => source.by === 'open' && source.as)).toEqual([
    'stream',
    'descriptor',
  ])
})

test('a number that is opened again was closed before, by whom ever', () => {
  const [first, second]: [Named, Named] = [{ name: 'first' }, { name: 'second' }]
  const fd = context.run(first, () => fs.openSync(file, 'r'))
  expect(liveOf(first)).toHaveLength(1)
  unpatched.closeSync(fd)
  const again = context.run(second, () => closeAtEnd(fs.openSync(file, 'r')))
  expect(again).toBe(fd)
  expect(liveOf(first)).toEqual([])
  expect(liveOf(second)).toHaveLength(1)
})

test.each<[string, () => unknown]>([
  ['closeSync', () => fs.closeSync(fs.openSync(file, 'r'))],
  ['close', () => promisify(fs.close)(fs.openSync(file, 'r'))],
  ['close without a callback', () => fs.close(fs.openSync(file, 'r'))],
  ['the end of a read stream', () => once(fs.createReadStream(file).resume(), 'close')],
  ['the end of a write stream', () => once(fs.createWriteStream(join(directory, 'w.txt')).end(), 'close')],
  ['reading a whole file', () => fs.readFileSync(file)],
  ['FileHandle.close', async () => (await fs.promises.open(file)).close()],
  [
    'the stream of a FileHandle',
    async () => once((await fs.promises.open(file)).createReadStream().resume(), 'close'),
  ],
  ['Dir.closeSync', () => fs.opendirSync(directory).closeSync()],
  ['Dir.close', async () => (await fs.promises.opendir(directory)).close()],
  ['Dir.close with a callback', () => promisify(closeDirectory)(fs.opendirSync(directory))],
  ['the end of an iteration', async () => drain(await fs.promises.opendir(directory))],
])('%s releases what was opened', async (name, openAndClose) => {
  const scope: Named = { name }
  const before = released.length
  await context.run(scope, openAndClose)
  expect(released.slice(before).filter((acquisition) => acquisition.scope === scope)).toHaveLength(1)
  expect(liveOf(scope)).toEqual([])
})

test('a handle that a stream still reads is open, though it was told to close', async () => {
  const scope: Named = { name: 'reading' }
  const handle = await context.run(scope, () => fs.promises.open(file))
  const stream = handle.createReadStream()
  const closing = handle.close()
  expect(liveOf(scope)).toHaveLength(handle.fd === -1 ? 0 : 1)
  stream.destroy()
  await closing
})

test('closing fails as it always did, and releases nothing', async () => {
  const scope: Named = { name: 'refused' }
  const fd = context.run(scope, () => closeAtEnd(fs.openSync(file, 'r')))
  expect(() => fs.closeSync(String(fd) as never)).toThrow(TypeError)
  expect(() => fs.close(fd, 'no callback' as never)).toThrow(TypeError)
  await expect(promisify(fs.close)(9999)).rejects.toThrow('EBADF')
  expect(liveOf(scope)).toHaveLength(1)
})

test('a descriptor is known by the file that it stood for, wherever that went', () => {
  const scope: Named = { name: 'identity' }
  const path = join(directory, 'renamed.txt')
  context.run(scope, () => closeAtEnd(fs.openSync(path, 'w')))
  const { dev, ino } = fs.statSync(path)
  fs.rmSync(path)
  expect(liveOf(scope)).toMatchObject([{ source: { identity: { dev, ino } } }])
})

test.each<[string, () => unknown]>([
  ['mkdtempSync', () => fs.mkdtempSync(join(directory, 'temp-'))],
  ['opendirSync', () => fs.opendirSync(directory).closeSync()],
  ['promises.open', async () => (await fs.promises.open(file)).close()],
  ['createReadStream', () => once(fs.createReadStream(file).resume(), 'close')],
])('who called %s is not kept by the record', async (_, open) => {
  class Caller {
    async call(): Promise<void> {
      await open()
    }
  }
  const gone = await (async () => {
    const caller = new Caller()
    await caller.call()
    return new WeakRef(caller)
  })()
  await until(() => (gc(), gone.deref() === undefined))
})

test.each<[string, fs.PathLike, string]>([
  ['a URL of another realm', foreignUrl(file), file],
  ['a byte array', Uint8Array.from(Buffer.from(file)) as Buffer, file],
  ['a relative path', relative(process.cwd(), file), relative(process.cwd(), file)],
  ['a URL', pathToFileURL(file), file],
  ['a Buffer', Buffer.from(file), file],
])('%s is recorded as a text', (_, path, recorded) => {
  const scope: Named = { name: 'path' }
  context.run(scope, () => closeAtEnd(fs.openSync(path, 'r')))
  expect(liveOf(scope)).toMatchObject([{ source: { path: recorded } }])
})

test('a spy over a recorded call sees it, and it is still recorded', () => {
  const scope: Named = { name: 'spied' }
  const spy = vi.spyOn(fs, 'openSync')
  onTestFinished(() => spy.mockRestore())
  context.run(scope, () => closeAtEnd(fs.openSync(file, 'r')))
  expect(spy).toHaveBeenCalledTimes(1)
  expect(liveOf(scope)).toHaveLength(1)
})

test('a call that a mock answers is not recorded: nothing was opened', () => {
  const scope: Named = { name: 'mocked' }
  const spy = vi.spyOn(fs, 'openSync').mockReturnValue(99)
  onTestFinished(() => spy.mockRestore())
  expect(context.run(scope, () => fs.openSync(file, 'r'))).toBe(99)
  expect(liveOf(scope)).toEqual([])
})

test('the callback is called with what Node calls it with', async () => {
  const results = await new Promise<unknown[]>((done) => fs.open(file, 'r', (error, fd) => done([error, fd])))
  expect(results).toEqual([null, expect.any(Number)])
  closeAtEnd(results[1] as number)
})

async function drain(entries: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const entry of entries) count += entry ? 1 : 0
  return count
}

/** What jsdom’s `URL` looks like to Node: no instance of its own, but of the same shape. */
function foreignUrl(path: string): fs.PathLike {
  const { href, protocol, hostname, pathname, host, search, hash } = pathToFileURL(path)
  return { href, protocol, hostname, pathname, host, search, hash } as unknown as fs.PathLike
}

function closeAtEnd(fd: number): number {
  onTestFinished(() => fs.closeSync(fd))
  return fd
}

function closeHandleAtEnd(handle: { close(): Promise<void> }): void {
  onTestFinished(() => handle.close())
}

function closeDirectory(entries: fs.Dir, callback: (error: NodeJS.ErrnoException | null) => void): void {
  entries.close(callback)
}

function makeTempDir(
  prefix: string,
  callback: (error: NodeJS.ErrnoException | null, path: string) => void,
): void {
  fs.mkdtemp(prefix, callback)
}

async function opened(stream: fs.ReadStream | fs.WriteStream): Promise<void> {
  await once(stream, 'open')
  onTestFinished(() => void stream.destroy())
}
