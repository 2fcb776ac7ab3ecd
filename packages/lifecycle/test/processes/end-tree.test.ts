import type { ProcessIdentity, ProcessInfo } from '@watertight/probe'
import { expect, test } from 'vitest'
import { endTree } from '../../src/index.ts'
import type { Kill, TreeProbe } from '../../src/index.ts'

// Windows has nothing that could stop a process.
const onPosix = test.skipIf(process.platform === 'win32')

onPosix('gives a tree its whole grace, however long it took to stop it', async () => {
  const machine = fakeMachine((ageMs) => (ageMs < 2_000 ? 'S' : 'T'))
  await endTree({ root: ROOT }, { ...machine, graceMs: 500 })
  const [asked, killed] = [machine.at('SIGTERM'), machine.at('SIGKILL')]
  expect(asked).toBeGreaterThanOrEqual(2_000)
  expect(killed - asked).toBeGreaterThanOrEqual(500)
})

onPosix('looks the less often at what does not stop, the longer that takes', async () => {
  const machine = fakeMachine((ageMs) => (ageMs < 2_000 ? 'S' : 'T'))
  await endTree({ root: ROOT }, { ...machine, graceMs: 500 })
  expect(machine.sent.findIndex(({ signal }) => signal === 'SIGTERM')).toBeLessThan(100)
})

onPosix.each(['D', 'U'])(
  'does not wait long until a process stops that is in an uninterruptible call (%s)',
  async (state) => {
    const machine = fakeMachine(() => state)
    await endTree({ root: ROOT }, machine)
    expect(machine.at('SIGTERM')).toBeLessThan(1_000)
  },
)

// No machine has a pid as great as this.
const ROOT: ProcessIdentity = { pid: 5_000_000, startTicks: 7, bootId: 'b' }

/** A machine with one process, in the state that it has at its age, and a time that passes only by waiting. */
function fakeMachine(stateAt: (ageMs: number) => string) {
  let ageMs = 0
  const sent: { readonly signal: string | number; readonly ageMs: number }[] = []
  const kill: Kill = (_, signal) => sent.push({ signal, ageMs })
  const read = (): ProcessInfo => ({
    identity: ROOT,
    ppid: 1,
    pgrp: ROOT.pid,
    session: ROOT.pid,
    state: stateAt(ageMs),
    command: 'sleep',
  })
  const probe: TreeProbe = {
    isAlive: () => !sent.some(({ signal }) => signal === 'SIGKILL'),
    readProcess: (pid) => (pid === ROOT.pid ? read() : null),
    readProcesses: () => [],
    descendants: () => [],
    findMarked: () => ({ processes: [], unreadable: 0 }),
  }
  // Even a pause of nothing takes a moment.
  const clock = { now: () => ageMs, sleep: (ms: number) => Promise.resolve(void (ageMs += ms + 1)) }
  const at = (signal: string): number => sent.find((one) => one.signal === signal)?.ageMs ?? Number.NaN
  return { probe, kill, clock, sent, at }
}
