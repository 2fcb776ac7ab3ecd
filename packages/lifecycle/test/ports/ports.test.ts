import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { createProbe } from '@watertight/probe'
import type { ProcessInfo } from '@watertight/probe'
import { expect, onTestFinished, test } from 'vitest'
import { startScript } from '../../../probe/test/started.ts'
import { findFreePort, isFreePort, reclaimPort, sayAge, whoHolds } from '../../src/index.ts'
import type { AskTerminal, ReclaimOptions } from '../../src/index.ts'
import { lifecycleForTest } from '../lifecycle-for-test.ts'
import { processEntry, putRecord, recordFolder, staleRecord } from '../session/recorded.ts'
import { identify, isAlive } from '../survivors.ts'

const onLinux = test.skipIf(process.platform !== 'linux')

test('does nothing for a port that nobody holds', async () => {
  const port = await findFreePort()
  expect(await whoHolds(port)).toEqual({ port, state: 'free', holders: [] })
  expect(await reclaimPort(port)).toEqual({ port, ended: [] })
})

onLinux(
  'frees a port that a stale server of a recorded session holds, and finds it free the next time',
  async () => {
    const server = await listen()
    const directories = [record(server.pid)]
    expect(await whoHolds(server.port, { directories })).toMatchObject({
      state: 'held',
      holders: [{ pid: server.pid, standing: 'stale', name: 'server', projectRoot: '/project' }],
    })
    const { ended } = await reclaimPort(server.port, { directories })
    expect(ended.map(({ pid }) => pid)).toEqual([server.pid])
    expect(isAlive(server.identity)).toBe(false)
    expect(await isFreePort(server.port)).toBe(true)
  },
)

onLinux('frees a port by the mark alone when the owner is gone, and not while it may be there', async () => {
  const variable = 'WATERTIGHT_SESSION_00112233445566aa'
  const live = await listen(`${variable}=${process.pid}.1`)
  await expect(reclaimPort(live.port, { directories: [] })).rejects.toThrow(
    /is held by a server of a run that is still there \(pid \d+, .* old\): .* End that run first/,
  )
  expect(isAlive(live.identity)).toBe(true)
  const stale = await listen(`${variable}=5000000.1`)
  await reclaimPort(stale.port, { directories: [] })
  expect(isAlive(stale.identity)).toBe(false)
  await reclaimPort(live.port, { directories: [], freeWhen: 'ours' })
  expect(isAlive(live.identity)).toBe(false)
})

onLinux('takes whoever has the pid of an owner now, and is younger, for another process', async () => {
  const server = await listen(`WATERTIGHT_SESSION_00112233445566aa=${process.pid}.1`)
  const real = createProbe()
  const readProcess = (pid: number): ProcessInfo | null => {
    const info = real.readProcess(pid)
    if (pid !== process.pid || info === null) return info
    return { ...info, identity: { ...info.identity, startTicks: server.identity.startTicks + 1 } }
  }
  const where = { directories: [] }
  expect(await whoHolds(server.port, where)).toMatchObject({ holders: [{ standing: 'ours' }] })
  const probe = { ...real, readProcess }
  expect(await whoHolds(server.port, { ...where, probe })).toMatchObject({ holders: [{ standing: 'stale' }] })
})

onLinux('says who holds a port that is not ours, and leaves it alone', async () => {
  const server = await listen()
  await expect(reclaimPort(server.port, { directories: [] })).rejects.toMatchObject({
    name: 'PortHeldError',
    holders: [{ pid: server.pid, standing: 'foreign' }],
  })
  await expect(reclaimPort(server.port, { directories: [] })).rejects.toThrow(
    `port ${server.port} is held by a process that Watertight did not start (pid ${server.pid}, `,
  )
  expect(isAlive(server.identity)).toBe(true)
})

onLinux('names this process when it holds the port itself, and does not end it', async () => {
  const own = createServer()
  onTestFinished(() => new Promise<void>((done) => own.close(() => done())))
  await new Promise<void>((done) => own.listen(0, '127.0.0.1', done))
  const { port } = own.address() as AddressInfo
  await expect(reclaimPort(port, { directories: [] })).rejects.toThrow(`pid ${process.pid}`)
})

onLinux.each([
  ['y', true],
  ['', true],
  ['n', false],
  ['what', false],
])('asks before it ends a stale server, and takes the answer "%s"', async (answer, isEnded) => {
  const server = await listen()
  const { terminal, shown } = answering(answer)
  const options: ReclaimOptions = { directories: [record(server.pid)], ask: true, terminal }
  const reclaiming = reclaimPort(server.port, options)
  if (isEnded) expect((await reclaiming).ended).toHaveLength(1)
  else await expect(reclaiming).rejects.toThrow('It was left alone, as was answered.')
  expect(shown()).toMatch(
    /\d+: .*\nport \d+ is held by a stale server of the project project \(pid \d+, \d+ seconds? old\)\. End it\? \[Y\/n\] /,
  )
  expect(isAlive(server.identity)).toBe(!isEnded)
})

onLinux('ends what is not ours only after a yes, and no is the answer to nothing', async () => {
  const server = await listen()
  const options = { directories: [], freeWhen: 'asked' } as const
  const silent = reclaimPort(server.port, { ...options, terminal: answering('').terminal })
  await expect(silent).rejects.toThrow('It was left alone')
  expect(isAlive(server.identity)).toBe(true)
  await reclaimPort(server.port, { ...options, terminal: answering('yes').terminal })
  expect(isAlive(server.identity)).toBe(false)
})

onLinux('ends nothing that it is to ask about where there is no terminal', async () => {
  const server = await listen()
  const terminal = { input: new PassThrough(), output: new PassThrough() }
  const options = { directories: [record(server.pid)], ask: true, terminal }
  await expect(reclaimPort(server.port, options)).rejects.toThrow('There is no terminal to ask on.')
  expect(isAlive(server.identity)).toBe(true)
})

onLinux('knows a server that a living lifecycle owns', async () => {
  const { lifecycle, directory } = lifecycleForTest()
  const port = await findFreePort()
  const server = await lifecycle.spawn(process.execPath, ['-e', listener(port)], {
    name: 'api',
    ready: { port },
  })
  expect(await whoHolds(port, { directories: [directory] })).toMatchObject({
    holders: [{ pid: server.pid, standing: 'ours', name: 'api', addresses: [`127.0.0.1:${port}`] }],
  })
})

test.each([
  [0, '0 seconds old'],
  [1_000, '1 second old'],
  [59_999, '59 seconds old'],
  [60_000, '1 minute old'],
  [3 * 3_600_000 + 5, '3 hours old'],
  [50 * 3_600_000, '2 days old'],
])('says of %i ms that it is %s', (ageMs, words) => {
  expect(sayAge(ageMs)).toBe(words)
})

test.each([0, 70_000, 1.5, '80'])('refuses %s, which is no port', async (port) => {
  await expect(reclaimPort(port as number)).rejects.toThrow('Expected `port` to be a port from 1 to 65535')
})

function listener(port: number): string {
  return `require('node:net').createServer().listen(${port}, '127.0.0.1', () => console.log(process.pid))`
}

// Under our own reporter everything that a test starts is marked as ours.
const UNMARKED = `for name in $(env | grep -o '^WATERTIGHT_SESSION_[0-9a-f]*'); do unset $name; done`

/** A server in a process of its own, which ends with the test. */
async function listen(mark = '') {
  const port = await findFreePort()
  const { printed } = await startScript(
    `${UNMARKED}; exec env ${mark} ${process.execPath} -e "${listener(port)}"`,
  )
  const [pid = 0] = printed
  return { port, pid, identity: identify(pid) }
}

function record(pid: number): string {
  const directory = recordFolder()
  putRecord(directory, staleRecord([processEntry(pid)]))
  return directory
}

/** A terminal on which somebody types a line. */
function answering(answer: string): { readonly terminal: AskTerminal; readonly shown: () => string } {
  const [input, output] = [new PassThrough(), new PassThrough()].map((stream) =>
    Object.assign(stream, { isTTY: true }),
  )
  if (input === undefined || output === undefined) throw new Error('unreachable')
  let text = ''
  output.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
    if (piece.endsWith('] ')) input.write(`${answer}\n`)
  })
  return { terminal: { input, output }, shown: () => text }
}
