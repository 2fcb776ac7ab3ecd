import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createProbe, markerVariable, socketInode } from '../../src/index.ts'
import { createPortableProbe } from '../../src/portable/probe.ts'
import { createToolRunner } from '../../src/portable/run.ts'
import { NOTHING } from '../recorded.ts'
import { startScript } from '../started.ts'

const probe = createProbe({ portable: true })
const missing = probe.unchecked.map(({ what }) => what)
const withDescriptors = test.skipIf(missing.includes('descriptors'))
const withPs = test.skipIf(missing.includes('processes'))
const withEnvironments = test.skipIf(missing.includes('orphaned processes'))
const withLsof = test.skipIf(missing.includes('sockets'))

test('is what remains where procfs is missing', () => {
  expect(createProbe({ procRoot: NOTHING }).name).toBe('portable')
  expect(createProbe({ procRoot: '/nonexistent' }).name).toBe('portable')
})

withDescriptors('sees a descriptor come and go', () => {
  const before = probe.countDescriptors() ?? Number.NaN
  const fd = openSync('/dev/null', 'r')
  expect(probe.countDescriptors()).toBe(before + 1)
  expect(probe.listDescriptors()?.descriptors).toContainEqual({ fd, target: `fd:${fd} character-device` })
  closeSync(fd)
  expect(probe.countDescriptors()).toBe(before)
  expect(probe.listDescriptors()?.descriptors).toHaveLength(before)
})

test('knows the descriptors of no other process', () => {
  expect(probe.listDescriptors(process.ppid)).toBeNull()
})

withPs('tells who its children are, and not the tool that it asked', async () => {
  const { pid, printed } = await startScript('sleep 60 & echo $!; wait')
  expect(probe.listChildren(process.pid)).toContain(pid)
  expect(probe.listChildren(pid)).toEqual(printed)
  expect(probe.descendants(process.pid).map(({ command }) => command)).not.toContainEqual(
    expect.stringMatching(/^ps /),
  )
  expect(probe.descendants(pid).map(({ identity }) => identity.pid)).toEqual(printed)
})

withPs('reads all processes in one look, as it reads each', async () => {
  const { pid } = await startScript('echo; exec sleep 60')
  const found = probe.readProcesses().find(({ identity }) => identity.pid === pid)
  expect(found).toEqual(probe.readProcess(pid))
})

withPs('holds a process for alive only under its own start time', async () => {
  const { pid } = await startScript('echo; exec sleep 60')
  const identity = probe.readProcess(pid)?.identity
  expect(identity && probe.isAlive(identity)).toBe(true)
  expect(identity && probe.isAlive({ ...identity, startTicks: identity.startTicks - 1000 })).toBe(false)
})

withEnvironments('finds a marked daemon, and not a mere mention of the marker', async () => {
  const variable = markerVariable(randomBytes(8).toString('hex'))
  const daemon = await startScript('setsid sh -c "sleep 60 >/dev/null & echo \\$!"', { [variable]: '1.2' })
  const mention = await startScript(`sh -c 'echo; sleep 60' ${variable}=1.3`)
  const { processes } = probe.findMarked(variable)
  const found = processes.map(({ identity, marker }) => [identity.pid, marker])
  expect(found).toContainEqual([daemon.printed[0], '1.2'])
  expect(found.map(([pid]) => pid)).not.toContain(mention.pid)
})

withLsof('names the ports of a process, and the sockets behind its descriptors', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  expect(probe.listeningPorts([process.pid]).get(process.pid)).toContain(`127.0.0.1:${port}`)
  const sockets = probe.listSockets()
  const own = probe.listDescriptors()?.descriptors.map(({ target }) => sockets.get(socketInode(target) ?? ''))
  expect(own).toContainEqual(expect.objectContaining({ localPort: port, state: 'listen' }))
})

test('asks for the ports of no process without listing those of the whole machine', () => {
  expect(probe.listeningPorts([])).toEqual(new Map())
})

test('says what it cannot see where no tool is installed, and sees nothing instead of failing', () => {
  const blind = createPortableProbe(createToolRunner('/nonexistent'))
  expect(blind.unchecked).toEqual(
    expect.arrayContaining([
      { what: 'processes', why: '`ps` is missing or does not know `-o lstart`' },
      { what: 'orphaned processes', why: '`ps` does not show environments' },
      { what: 'sockets', why: '`lsof` is missing' },
    ]),
  )
  expect(blind.readProcess(process.pid)).toBeNull()
  expect(blind.listChildren(process.pid)).toEqual([])
  expect(blind.descendants(process.pid)).toEqual([])
  expect(blind.findMarked('PATH')).toEqual({ processes: [], unreadable: 0 })
  expect(blind.listSockets()).toEqual(new Map())
  expect(blind.listeningPorts([process.pid])).toEqual(new Map())
  expect(blind.isAlive({ pid: process.pid, startTicks: 0, bootId: 'portable' })).toBe(false)
})

test('knows how much memory this process holds', () => {
  expect(probe.rssBytes()).toBeGreaterThan(1_000_000)
})
