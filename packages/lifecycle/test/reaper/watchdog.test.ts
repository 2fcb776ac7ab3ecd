import { readFileSync, readlinkSync } from 'node:fs'
import { createProbe } from '@watertight/probe'
import { expect, test } from 'vitest'
import { until } from '../../../probe/test/started.ts'
import type { ProcessIdentity } from '@watertight/probe'
import { lifecycleForTest } from '../lifecycle-for-test.ts'
import { onlySession } from '../session/recorded.ts'
import { isAlive } from '../survivors.ts'

const probe = createProbe()
const onLinux = test.skipIf(process.platform !== 'linux')

onLinux('waits in a session of its own, with no environment, folder or file of its owner', async () => {
  const { lifecycle, directory } = lifecycleForTest()
  lifecycle.ownCommand('topology', ['true'])
  const { pid } = reaperOf(directory)
  await until(() => probe.readProcess(pid)?.command.startsWith('/bin/sh') === true)
  expect(probe.readProcess(pid)).toMatchObject({ session: pid, pgrp: pid })
  // What dash adds for itself is never exported.
  expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).toBe('')
  expect(readlinkSync(`/proc/${pid}/cwd`)).toBe('/')
  const open = probe.listDescriptors(pid)?.descriptors.filter(({ fd }) => fd <= 2) ?? []
  expect(open.map(({ target }) => target.replace(/:.*/, ''))).toEqual(['socket', '/dev/null', '/dev/null'])
  // A shell can only name the first ten; a run's own are never inherited, only what its parent left open for it.
  expect(probe.listDescriptors(pid)?.descriptors.filter(({ fd }) => fd > 2 && fd < 10)).toEqual([])
})

onLinux('outlives the signals that end a terminal’s processes, and SIGTERM to everybody', async () => {
  const { lifecycle, directory } = lifecycleForTest()
  lifecycle.ownCommand('topology', ['true'])
  const reaper = reaperOf(directory)
  await until(() => isWaiting(reaper.pid))
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGQUIT'] as const) process.kill(reaper.pid, signal)
  expect(ignored(reaper.pid)).toEqual(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'])
  expect(isAlive(reaper)).toBe(true)
})

onLinux('goes with the last thing that is owned, and comes with the next', async () => {
  const { lifecycle, directory, records } = lifecycleForTest()
  const first = lifecycle.ownCommand('first', ['true'])
  const reaper = reaperOf(directory)
  await first.release()
  await until(() => !isAlive(reaper))
  expect(records()).toEqual([])
  lifecycle.ownCommand('second', ['true'])
  expect(reaperOf(directory).pid).not.toBe(reaper.pid)
})

test('is not started where it was not wanted', () => {
  const { lifecycle, directory } = lifecycleForTest({ reaper: false })
  lifecycle.ownCommand('first', ['true'])
  expect(onlySession([directory]).record.reaper).toBe(null)
})

function reaperOf(directory: string): ProcessIdentity {
  const { reaper } = onlySession([directory]).record
  if (reaper === null) throw new Error('Expected a reaper.')
  return reaper
}

/** The shell has set its traps, and blocks. */
function isWaiting(pid: number): boolean {
  return probe.readProcess(pid)?.state === 'S' && ignored(pid).length === 4
}

const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGTERM: 15 }

function ignored(pid: number): string[] {
  const [, mask = '0'] = /^SigIgn:\s*([\da-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  const bits = BigInt(`0x${mask}`)
  return Object.entries(NUMBERS).flatMap(([name, number]) =>
    ((bits >> BigInt(number - 1)) & 1n) === 1n ? [name] : [],
  )
}
