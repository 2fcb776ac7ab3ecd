import { createProbe } from '@watertight/probe'
import type { ProcessIdentity } from '@watertight/probe'
import { expect, test } from 'vitest'
import { startScript, until } from '../../../packages/probe/test/started.ts'
import { reap } from '../../src/main/reap.ts'
import type { LeakedProcess } from '../../src/worker/file-record.ts'
import { recordOf } from '../records.ts'

const probe = createProbe()
const onPosix = test.skipIf(process.platform === 'win32')

onPosix('ends a leaked process, and says whose it was', async () => {
  const { pid } = await startScript('echo; exec sleep 60')
  // Until it has become what it runs, a process shows the command of the one that it was.
  await until(() => probe.readProcess(pid)?.command === 'sleep 60')
  const leaked = leakedProcess(pid)
  expect(await reap([recordOf({}, { processes: [leaked] })], probe)).toEqual([
    { pid, command: 'sleep 60', signal: 'SIGTERM', outcome: 'ended', owner: 'creates a user' },
  ])
  expect(probe.isAlive(leaked)).toBe(false)
})

onPosix('ends what it started with it, which nobody could name once it is gone', async () => {
  const { pid, printed } = await startScript('setsid sleep 60 & echo $!; wait')
  const [child = 0] = printed
  await until(() => probe.readProcess(child)?.command === 'sleep 60')
  const reaped = await reap([recordOf({}, { processes: [leakedProcess(pid)] })], probe)
  expect(reaped.map(({ pid: ended, owner }) => [ended, owner]).toSorted(byPid)).toEqual(
    [pid, child].map((one) => [one, 'creates a user']).toSorted(byPid),
  )
  expect(probe.readProcess(child)?.state ?? 'gone').toMatch(/Z|gone/)
})

onPosix('ends a process once that two findings name', async () => {
  const { pid } = await startScript('echo; exec sleep 60')
  const leaked = leakedProcess(pid)
  expect(await reap([recordOf({}, { processes: [leaked, leaked] })], probe)).toHaveLength(1)
})

onPosix.each<[string, Partial<ProcessIdentity>]>([
  ['start time', { startTicks: 1 }],
  ['boot', { bootId: 'another' }],
])('leaves a process of another %s alone: it only has the same pid', async (_, other) => {
  const { pid } = await startScript('echo; exec sleep 60')
  const leaked = leakedProcess(pid)
  expect(await reap([recordOf({}, { processes: [{ ...leaked, ...other }] })], probe)).toEqual([])
  expect(probe.isAlive(leaked)).toBe(true)
})

onPosix('says nothing of a process that has ended by itself', async () => {
  const { pid, printed } = await startScript('sleep 0 & echo $!; wait; exec sleep 60')
  const [gone = 0] = printed
  await until(() => probe.readProcess(gone) === null)
  const leaked = { ...leakedProcess(pid), pid: gone }
  expect(await reap([recordOf({}, { processes: [leaked] })], probe)).toEqual([])
})

test('has nothing to do where nothing leaked', async () => {
  expect(await reap([recordOf(), recordOf()], probe)).toEqual([])
})

function leakedProcess(pid: number): LeakedProcess {
  const info = probe.readProcess(pid)
  if (info === null) throw new Error(`Expected a running process, got the pid ${pid}.`)
  return { ...info.identity, command: info.command, owner: 'creates a user' }
}

function byPid([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return Number(a) - Number(b)
}
