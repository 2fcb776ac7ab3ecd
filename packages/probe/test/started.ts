import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

/** A shell started by a test, and the pids that it printed in its first line. */
export interface Started {
  readonly pid: number
  readonly printed: readonly number[]
}

/** Runs a shell script in a process group of its own until its first line; all of it is ended with the test. */
export async function startScript(script: string, env: NodeJS.ProcessEnv = {}): Promise<Started> {
  const shell = spawn('sh', ['-c', script], {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(shell, 'exit')
  const started = { pid: pidOf(shell), printed: [] as number[] }
  onTestFinished(async () => {
    endGroup(started.pid)
    started.printed.forEach(endProcess)
    await exit
  })
  const lines = createInterface({ input: shell.stdout })
  const [line] = (await once(lines, 'line')) as [string]
  started.printed.push(...(line.match(/\d+/g) ?? []).map(Number))
  return started
}

/** Waits until something is so, by asking again at every turn of the event loop. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 1))
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('The shell could not be started.')
  return pid
}

function endGroup(pid: number): void {
  endProcess(-pid)
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
