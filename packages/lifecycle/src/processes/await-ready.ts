import { systemClock } from '../clock.ts'
import { sayCause } from '../registry/release-error.ts'
import { StartError } from './owned-process.ts'
import type { OwnedProcess } from './owned-process.ts'
import type { Readiness } from './readiness.ts'
import { sayEnding, sayOutput } from './run-command.ts'
import type { Ending, StartedProcess } from './start.ts'

const READY_MS = 30_000
const LONGEST_PAUSE_MS = 100
const LAST_LINES = 20

/** Waits until a process is ready; when it does not get so it is released, and a `StartError` says why. */
export async function awaitReady(
  owned: OwnedProcess,
  started: StartedProcess,
  readiness: Readiness,
  timeoutMs = READY_MS,
): Promise<void> {
  let ending: Ending | undefined
  void started.ended.then((ended) => (ending = ended))
  try {
    await pollReady(readiness, () => ending, timeoutMs)
  } catch (error) {
    await owned.release().catch(() => undefined)
    await started.drained()
    const message = `"${owned.name}" ${sayCause(error)}${sayOutput(started, LAST_LINES)}`
    throw new StartError(message, ending ?? { exitCode: null, signal: null }, started.output.text(), error)
  }
}

async function pollReady(
  { isReady, words }: Readiness,
  readEnding: () => Ending | undefined,
  timeoutMs: number,
): Promise<void> {
  const deadline = systemClock.now() + timeoutMs
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const isSo = await isReady()
    const ending = readEnding()
    if (ending !== undefined) throw new Error(`${sayEnding(ending)} before it was ready (${words})`)
    if (isSo) return
    if (systemClock.now() >= deadline) throw new Error(`was not ready (${words}) within ${timeoutMs} ms`)
    await systemClock.sleep(pauseMs)
  }
}
