import { createProbe } from '@watertight/probe'
import type { ProcessIdentity, ProcessInfo } from '@watertight/probe'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startScript, until } from '../../../probe/test/started.ts'
import { endProcesses } from '../../src/index.ts'
import type { EndOptions, Kill } from '../../src/index.ts'

const probe = createProbe()
// Windows has neither SIGTERM nor process groups.
const onPosix = test.skipIf(process.platform === 'win32')

onPosix('ends a process with SIGTERM, and finds it gone the next time', async () => {
  const { pid } = await startScript('echo; exec sleep 60')
  const identity = identityOf(pid)
  expect(await endProcesses([identity], { probe })).toEqual([
    { identity, outcome: 'ended', signal: 'SIGTERM' },
  ])
  expect(probe.isAlive(identity)).toBe(false)
  expect(await endProcesses([identity], { probe })).toEqual([{ identity, outcome: 'gone', signal: null }])
})

onPosix('ends a process that ignores SIGTERM with SIGKILL', async () => {
  const { pid } = await startScript('trap "" TERM; echo; exec sleep 60')
  const identity = identityOf(pid)
  const ended = await endProcesses([identity], { probe, graceMs: 20 })
  expect(ended).toEqual([{ identity, outcome: 'ended', signal: 'SIGKILL' }])
})

onPosix('takes a zombie, whose parent does not look after it, for gone', async () => {
  // The shell becomes a program that never waits for the child that it inherits.
  const { pid, printed } = await startScript('sleep 60 & echo $!; exec sleep 60')
  await until(() => probe.readProcess(pid)?.command === 'sleep 60')
  const identity = identityOf(printed[0])
  expect(await endProcesses([identity], { probe })).toMatchObject([{ outcome: 'ended', signal: 'SIGTERM' }])
  expect(probe.readProcess(identity.pid)?.state).toBe('Z')
  expect(await endProcesses([identity], { probe })).toMatchObject([{ outcome: 'gone', signal: null }])
})

onPosix('ends a daemon that is nobody’s child any more', async () => {
  const { printed } = await startScript('setsid sh -c "sleep 60 >/dev/null & echo \\$!"')
  const identity = identityOf(printed[0])
  expect(await endProcesses([identity], { probe })).toMatchObject([{ outcome: 'ended' }])
  expect(probe.isAlive(identity)).toBe(false)
})

onPosix.each([
  ['start time', (identity: ProcessIdentity) => ({ ...identity, startTicks: identity.startTicks - 1 })],
  ['boot', (identity: ProcessIdentity) => ({ ...identity, bootId: 'another' })],
])('refuses a pid that has passed to a process of another %s', async (_, change) => {
  const { pid } = await startScript('echo; exec sleep 60')
  const identity = identityOf(pid)
  const kill = vi.fn<Kill>()
  const meant = change(identity)
  const ended = await endProcesses([meant], { probe, kill })
  expect(ended).toEqual([{ identity: meant, outcome: 'refused', signal: null }])
  expect(kill).not.toHaveBeenCalled()
  expect(probe.isAlive(identity)).toBe(true)
})

test('refuses this process and its ancestors, however well proved', async () => {
  const line = [process.pid, process.ppid].map(identityOf)
  const grandparent = probe.readProcess(process.ppid)?.ppid ?? 0
  if (grandparent > 0) line.push(identityOf(grandparent))
  const kill = vi.fn<Kill>()
  const ended = await endProcesses(line, { probe, kill })
  expect(ended.map(({ outcome }) => outcome)).toEqual(line.map(() => 'refused'))
  expect(kill).not.toHaveBeenCalled()
})

test.each([1, 0, -1, -4242, 1.5, Number.NaN])(
  'refuses %d, which is no single process of a user',
  async (pid) => {
    const machine = fakeMachine(() => 'same')
    expect(await machine.end({ pid, startTicks: 1, bootId: 'b' })).toMatchObject({
      outcome: 'refused',
      signal: null,
    })
    expect(machine.kill).not.toHaveBeenCalled()
  },
)

test('does not send SIGKILL to the stranger that got the pid after SIGTERM', async () => {
  const machine = fakeMachine((signals) => (signals.length === 0 ? 'same' : 'stranger'))
  expect(await machine.end()).toMatchObject({ outcome: 'ended', signal: 'SIGTERM' })
  expect(machine.signals).toEqual(['SIGTERM'])
})

test('says that a process survived which even SIGKILL did not end', async () => {
  const machine = fakeMachine(() => 'same')
  expect(await machine.end()).toMatchObject({ outcome: 'survived', signal: 'SIGKILL' })
  expect(machine.signals).toEqual(['SIGTERM', 'SIGKILL'])
})

test('refuses what exists but cannot be read', async () => {
  const machine = fakeMachine(() => 'unreadable')
  expect(await machine.end()).toMatchObject({ outcome: 'refused', signal: null })
  expect(machine.signals).toEqual([])
})

test('says that it was refused where the system forbids the signal', async () => {
  const machine = fakeMachine(() => 'same')
  machine.kill.mockImplementation(() => {
    throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' })
  })
  expect(await machine.end()).toMatchObject({ outcome: 'refused', signal: null })
})

test('signals all processes before it waits for any', async () => {
  const machine = fakeMachine(() => 'same')
  const targets = [TARGET, { ...TARGET, pid: TARGET.pid + 1 }]
  const ending = endProcesses(targets, machine.options)
  expect(machine.kill.mock.calls.map(([pid]) => pid)).toEqual(targets.map(({ pid }) => pid))
  await ending
})

test('waits in real time where fake timers were left on', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let looks = 0
  const machine = fakeMachine(() => (++looks < 5 ? 'same' : 'stranger'))
  const { kill, probe } = machine.options
  expect(await endProcesses([TARGET], { kill, probe })).toMatchObject([{ outcome: 'ended' }])
})

function identityOf(pid = 0): ProcessIdentity {
  const info = probe.readProcess(pid)
  if (info === null) throw new Error(`Expected a running process, got the pid ${pid}.`)
  return info.identity
}

// No machine has a pid as great as this.
const TARGET: ProcessIdentity = { pid: 5_000_000, startTicks: 7, bootId: 'b' }

type Fate = (signals: readonly unknown[]) => 'same' | 'stranger' | 'unreadable'

/** A machine whose one process does what `fate` says, and whose time passes only by waiting. */
function fakeMachine(fate: Fate) {
  const signals: unknown[] = []
  const kill = vi.fn<Kill>((_, signal) => signal !== 0 && signals.push(signal))
  let time = 0
  const options = {
    kill,
    probe: {
      isAlive: () => fate(signals) === 'same',
      readProcess: (pid) => (fate(signals) === 'stranger' && pid === TARGET.pid ? STRANGER : null),
    },
    clock: {
      now: () => time,
      sleep: (ms) => Promise.resolve(void (time += ms)),
    },
  } satisfies EndOptions
  const end = async (target = TARGET) => (await endProcesses([target], options))[0]
  return { options, kill, signals, end }
}

const STRANGER: ProcessInfo = {
  identity: { ...TARGET, startTicks: 8 },
  ppid: 1,
  pgrp: 1,
  session: 1,
  state: 'S',
  command: 'stranger',
}
