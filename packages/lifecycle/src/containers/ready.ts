import type { Clock } from '../clock.ts'
import { withDeadline } from './engine/deadline.ts'
import type { ContainerDetails } from './engine/answers.ts'
import type { Engine } from './engine/engine.ts'
import { createLogMatcher } from './log-matcher.ts'
import { keepsConnections } from './port.ts'
import type { PublishedPorts } from './port.ts'
import type { ContainerReady } from './spec.ts'

/** A container that runs, and how it is reached. */
export interface RunningContainer {
  readonly engine: Engine
  readonly id: string
  readonly host: string
  readonly ports: PublishedPorts
}

/** How long a container is waited for. */
export interface ReadyOptions {
  readonly timeoutMs: number
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
}

/** Waits until a container is ready; rejects with what it did instead, in words that go on from `The container x …`. */
export async function waitUntilReady(
  container: RunningContainer,
  ready: ContainerReady,
  { timeoutMs, clock, signal }: ReadyOptions,
): Promise<void> {
  const late = (): Error => new Error(`was not ready within ${timeoutMs} ms: ${sayMissing(ready)}`)
  await withDeadline({ timeoutMs, late, signal }, async ({ signal }) => {
    if ('log' in ready) return waitForLog(container, ready, signal)
    const isReady = 'port' in ready ? isListening(container, ready.port) : isHealthy
    await waitFor(container, isReady, clock, signal)
  })
}

/** What a container that stopped running did, in words that go on from `The container x …`. */
function sayEnded({ exitCode, isOutOfMemory, error, state }: ContainerDetails): string {
  if (error !== '') return `could not be started: ${error}`
  if (isOutOfMemory) return 'was ended by the kernel, because it used more memory than it may'
  return state === 'exited'
    ? `exited with code ${exitCode} before it was ready`
    : `is ${state} instead of running`
}

function sayMissing(ready: ContainerReady): string {
  if ('port' in ready) return `nothing accepts connections at its port ${ready.port}`
  return 'log' in ready
    ? `its output does not show ${String(ready.log)}`
    : 'its health check does not succeed'
}

type IsReady = (details: ContainerDetails) => Promise<boolean>

const LONGEST_PAUSE_MS = 200

async function waitFor(
  { engine, id }: RunningContainer,
  isReady: IsReady,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  for (let pauseMs = 5; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const details = await engine.inspect(id)
    if (!details.isRunning) throw new Error(sayEnded(details))
    // What answers may be another process at the same port of the host, while the container ends because of it.
    if ((await isReady(details)) && (await engine.inspect(id)).isRunning) return
    signal.throwIfAborted()
    await clock.sleep(pauseMs)
  }
}

// Docker's proxy hangs up within 2 ms on an idle machine.
const HOLD_MS = 100

function isListening({ host, ports }: RunningContainer, port: number): IsReady {
  return async ({ networkMode }) => {
    const hostPort = ports.get(port)
    return hostPort !== undefined && keepsConnections(host, hostPort, networkMode === 'host' ? 0 : HOLD_MS)
  }
}

const isHealthy: IsReady = ({ health, healthOutput }) => {
  if (health === 'none') throw new Error('has no health check to wait for: its image defines none')
  if (health === 'unhealthy')
    throw new Error(`is unhealthy: ${healthOutput || 'its health check prints nothing'}`)
  return Promise.resolve(health === 'healthy')
}

async function waitForLog(
  { engine, id }: RunningContainer,
  { log, times = 1 }: Extract<ContainerReady, { log: unknown }>,
  signal: AbortSignal,
): Promise<void> {
  const isShown = createLogMatcher(log, times)
  const wasShown = await engine.follow(id, { timeoutMs: FOLLOW_MS, signal }, async (pieces) => {
    for await (const piece of pieces) if (isShown(piece)) return true
    return false
  })
  // The output of a container ends when the container does.
  if (!wasShown) throw new Error(sayEnded(await engine.inspect(id)))
}

// A container may be silent as long as it likes: the deadline for all of it counts.
const FOLLOW_MS = 2 ** 31 - 1
