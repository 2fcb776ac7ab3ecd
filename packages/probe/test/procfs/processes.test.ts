import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { createProbe } from '../../src/index.ts'
import { PLAIN, WITHOUT_CHILDREN } from '../recorded.ts'
import { startScript, until } from '../started.ts'

const onLinux = test.runIf(process.platform === 'linux')
const recorded = createProbe({ procRoot: PLAIN })
const BOOT_ID = '46a0c912-4fd6-4ed8-8baf-230081639857'

test('reads who a process is, where it stands and when it started', () => {
  expect(recorded.readProcess(5000040)).toEqual({
    identity: { pid: 5000040, startTicks: 5000, bootId: BOOT_ID },
    ppid: 30,
    pgrp: 5000040,
    session: 30,
    state: 'R',
    command: 'node server.js --name two words',
    startedAtMs: 1795179956_000 + 50_000,
  })
})

test('names a process without a command line as the kernel does', () => {
  expect(recorded.readProcess(5000042)).toMatchObject({ command: '[a) b (c)]', state: 'Z' })
})

test('knows nothing of a process that does not exist', () => {
  expect(recorded.readProcess(5000099)).toBeNull()
})

test('holds a process for alive only under its own start time and boot', () => {
  const identity = { pid: 5000040, startTicks: 5000, bootId: BOOT_ID }
  expect(recorded.isAlive(identity)).toBe(true)
  expect(recorded.isAlive({ ...identity, startTicks: 4999 })).toBe(false)
  expect(recorded.isAlive({ ...identity, bootId: 'another' })).toBe(false)
  expect(recorded.isAlive({ ...identity, pid: 5000041 })).toBe(false)
})

test('holds a zombie for dead', () => {
  expect(recorded.isAlive({ pid: 5000042, startTicks: 5200, bootId: BOOT_ID })).toBe(false)
})

test('tells boots apart by their time where the boot id is hidden', () => {
  const probe = createProbe({ procRoot: WITHOUT_CHILDREN })
  const identity = probe.readProcess(5000070)?.identity
  expect(identity?.bootId).toBe('btime:1795179956000')
  expect(identity && probe.isAlive(identity)).toBe(true)
})

onLinux('follows a real process to its end', async () => {
  const child = spawn('sleep', ['60'])
  const exit = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'spawn')
  const probe = createProbe()
  const info = probe.readProcess(child.pid ?? 0)
  expect(info).toMatchObject({ ppid: process.pid, identity: { pid: child.pid } })
  expect(info && probe.isAlive(info.identity)).toBe(true)
  child.kill('SIGKILL')
  await exit
  expect(info && probe.isAlive(info.identity)).toBe(false)
  expect(probe.readProcess(child.pid ?? 0)).toBeNull()
})

onLinux('holds a real zombie for dead, though its pid still exists', async () => {
  // The shell becomes a program that never waits for the child that it inherits.
  const { pid, printed } = await startScript('sleep 60 & echo $!; exec sleep 60')
  const probe = createProbe()
  await until(() => probe.readProcess(pid)?.command === 'sleep 60')
  const info = probe.readProcess(printed[0] ?? 0)
  process.kill(printed[0] ?? 0, 'SIGKILL')
  await until(() => probe.readProcess(printed[0] ?? 0)?.state === 'Z')
  expect(info && probe.isAlive(info.identity)).toBe(false)
})

onLinux('reads all processes, this one among them', () => {
  const probe = createProbe()
  const own = probe.readProcesses().find(({ identity }) => identity.pid === process.pid)
  expect(own?.identity).toEqual(probe.readProcess(process.pid)?.identity)
})
