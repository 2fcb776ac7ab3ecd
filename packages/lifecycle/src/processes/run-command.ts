import type { Probe } from '@watertight/probe'
import { DeadlineError, withinDeadline } from '../registry/deadline.ts'
import { endStarted } from './end-started.ts'
import { startProcess } from './start.ts'
import type { Command, Ending, StartedProcess } from './start.ts'

/** How a command is run to its end. */
export interface RunOptions {
  readonly probe: Probe
  readonly timeoutMs: number
  /** Aborted, the command is ended as if its time were over. */
  readonly hurry?: AbortSignal
}

const LAST_LINES = 5

/** Runs a command to its end; throws, with its last lines, when that is no success or does not come in time. */
export async function runCommand(command: Command, { probe, timeoutMs, hurry }: RunOptions): Promise<void> {
  const started = await startProcess(command, probe)
  try {
    const ending = await withinDeadline(() => unlessHurried(started.ended, hurry), timeoutMs)
    await started.drained()
    if (ending.exitCode !== 0) throw new Error(`it ${sayEnding(ending)}${sayOutput(started)}`)
  } catch (error) {
    await endLeft(started, command, probe)
    if (error instanceof DeadlineError)
      throw new Error(`${error.message}${sayOutput(started)}`, { cause: error })
    throw error
  } finally {
    started.child.stdout?.destroy()
    started.child.stderr?.destroy()
  }
}

const GRACE_MS = 1_000

/** What was to be said of the command comes before what could not be ended of it. */
async function endLeft(started: StartedProcess, { mark }: Command, probe: Probe): Promise<void> {
  const tree = { root: started.info.identity, mark }
  await endStarted(started, tree, { probe, graceMs: GRACE_MS }).catch(() => undefined)
}

/** How a process ended, in words that follow its name. */
export function sayEnding({ exitCode, signal }: Ending): string {
  return signal === null ? `ended with exit code ${exitCode}` : `was ended by ${signal}`
}

/** The last lines of a process, on lines of their own. */
export function sayOutput({ output }: Pick<StartedProcess, 'output'>, count = LAST_LINES): string {
  const lines = output.lines(count).filter((line) => line !== '')
  return lines.length === 0 ? '' : `; its last lines:\n${lines.map((line) => `    ${line}`).join('\n')}`
}

function unlessHurried(ended: Promise<Ending>, hurry: AbortSignal | undefined): Promise<Ending> {
  if (hurry === undefined) return ended
  const hurried = new Promise<never>((_, reject) => {
    hurry.addEventListener('abort', () => reject(new Error('it was ended because there was no time left')))
  })
  return Promise.race([ended, hurried])
}
