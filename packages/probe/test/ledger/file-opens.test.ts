import { once } from 'node:events'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Source } from '../../src/ledger/acquisition.ts'
import { recordFileOpens } from '../../src/ledger/file-opens.ts'
import { createLedger, placeOf } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

const { ledger, context, liveOf } = createLedger()
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
    expect(placeOf(acquisition?.call?.error ?? acquisition?.error ?? null)).toMatch(/^file-opens\.test\.ts/)
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

test('a number that is opened again was closed before', () => {
  const [first, second]: [Named, Named] = [{ name: 'first' }, { name: 'second' }]
  const fd = context.run(first, () => fs.openSync(file, 'r'))
  expect(liveOf(first)).toHaveLength(1)
  fs.closeSync(fd)
  const again = context.run(second, () => closeAtEnd(fs.openSync(file, 'r')))
  expect(again).toBe(fd)
  expect(liveOf(first)).toEqual([])
  expect(liveOf(second)).toHaveLength(1)
})

test.each([
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

function closeAtEnd(fd: number): number {
  onTestFinished(() => fs.closeSync(fd))
  return fd
}

function closeHandleAtEnd(handle: { close(): Promise<void> }): void {
  onTestFinished(() => handle.close())
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
