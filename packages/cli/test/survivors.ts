import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { endProcesses } from '@watertight/lifecycle'
import { createProbe, formatMarker, markerVariable } from '@watertight/probe'
import type { ProcessIdentity } from '@watertight/probe'
import { onTestFinished, vi } from 'vitest'

/** The probe of the tests. */
export const probe = createProbe()

/** A process that has written its own `/proc/<pid>/stat` to a file; `null` while it has not. */
export function readRecorded(file: string): ProcessIdentity | null {
  const text = readText(file)
  if (!text.endsWith('\n')) return null
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return { pid: Number.parseInt(text, 10), startTicks: Number(fields[19]), bootId }
}

/** Whether a process that has written itself down runs a program by now, and the shell that it was is no more. */
export function hasBecome(file: string, program: string): boolean {
  const identity = readRecorded(file)
  return identity !== null && probe.readProcess(identity.pid)?.command.startsWith(program) === true
}

/** A variable for the environment of what a test starts: whatever still carries it when the test ends is ended. */
export function marked(): NodeJS.ProcessEnv {
  const variable = markerVariable(randomBytes(8).toString('hex'))
  onTestFinished(async () => {
    const left = probe.findMarked(variable).processes.map(({ identity }) => identity)
    await endProcesses(left, { probe, graceMs: 0 })
  })
  return { [variable]: formatMarker({ workerPid: process.pid, scopeNumber: 0 }) }
}

/** Ends processes with the test, however it ends. */
export function endWithTest(read: () => readonly (ProcessIdentity | null)[]): void {
  onTestFinished(async () => {
    await endProcesses(
      read().filter((identity) => identity !== null),
      { probe, graceMs: 0 },
    )
  })
}

/** Waits until something is so, by asking again and again. */
export async function until(isSo: () => boolean): Promise<void> {
  await vi.waitUntil(isSo, { timeout: 60_000, interval: 5 })
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
