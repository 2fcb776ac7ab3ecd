import { createProbe } from '@watertight/probe'
import type { Probe } from '@watertight/probe'
import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Kill } from '../processes/standing.ts'
import { remoteHost } from './engine/address.ts'
import { connectEngine } from './engine/connect.ts'
import type { Engine } from './engine/engine.ts'
import { messageOf } from '../thrown.ts'
import { readHost } from './host.ts'
import type { HostIdentity } from './host.ts'
import { judgeContainer } from './judge.ts'
import type { Judge, Judgement } from './judge.ts'
import { listContainers } from './list.ts'
import type { ContainerSelection, ListedContainer } from './list.ts'
import { removeForGood } from './release.ts'
import { createWatch } from './watch.ts'
import { systemKill } from '../processes/system-kill.ts'

/** By what it is proved that nobody wants a container any more. */
export interface RemoveOptions {
  readonly engine?: Engine
  /** Proves that an owner has ended. */
  readonly probe?: Pick<Probe, 'isAlive' | 'readProcess'>
  readonly kill?: Kill
  readonly host?: HostIdentity
  /** The session that cleans up after itself: its containers go although its owner is alive. */
  readonly ownSession?: string
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean
  /**
   * How long sweeps go on although nothing is found, in ms; 0 by default. Whoever sees an owner die asks for 10,000,
   * as testcontainers' reaper does: an engine goes on making what it was asked for in the owner's last moment, which
   * takes a busy one seconds.
   */
  readonly watchMs?: number
  readonly clock?: Clock
}

/** What became of a container that was found. */
export interface RemovedContainer {
  readonly container: ListedContainer
  /**
   * - `removed`: by us, or by somebody else while we were at it.
   * - `would-remove`: in a dry run.
   * - `refused`: its owner is alive, or is not proved dead.
   * - `young`: as young as the sweep that found it, up to the last sweep.
   * - `failed`: the engine did not remove it.
   */
  readonly outcome: 'removed' | 'would-remove' | 'refused' | 'young' | 'failed'
  /** Why, in words that stand alone. */
  readonly reason: string
}

/**
 * Removes the containers that carry our labels and whose owner is proved dead, in sweeps that are repeated until one
 * finds nothing to do. Never touches what others started, nor what is as young as the
 * sweep that finds it. Rejects only when the engine cannot be asked at all.
 */
export async function removeContainers(
  selection: Omit<ContainerSelection, 'ours'>,
  options: RemoveOptions = {},
): Promise<readonly RemovedContainer[]> {
  const { dryRun = false, watchMs = 0, clock = systemClock } = options
  const engine = options.engine ?? (await connectEngine())
  const means = { engine, clock, dryRun, judge: createJudge(engine, options) }
  const outcomes = new Map<string, RemovedContainer>()
  const watch = createWatch(watchMs, clock)
  for (let count = 1; ; count++) {
    const results = await sweep(selection, means).catch(unlessFirst(count))
    if (results !== null) keep(outcomes, results)
    if (dryRun || watch.isOver(results ?? [])) break
    // The engine counts whole seconds: after one, what is young now is so no more.
    await clock.sleep(1_000)
  }
  return [...outcomes.values()]
}

interface Means {
  readonly engine: Engine
  readonly clock: Clock
  readonly dryRun: boolean
  readonly judge: Judge
}

async function sweep(
  selection: Omit<ContainerSelection, 'ours'>,
  means: Means,
): Promise<readonly RemovedContainer[]> {
  const sweptAt = await means.engine.now()
  const found = await listContainers({ ...selection, ours: true }, means)
  return inTurns(found, (container) =>
    treat(container, judgeContainer(container, sweptAt, means.judge), means),
  )
}

/** What was found so far is told even if the engine is lost after the first sweep. */
function unlessFirst(count: number): (error: unknown) => null {
  return (error) => {
    if (count === 1) throw error
    return null
  }
}

function keep(outcomes: Map<string, RemovedContainer>, results: readonly RemovedContainer[]): void {
  const found = new Set(results.map(({ container }) => container.id))
  for (const [id, earlier] of outcomes) {
    if (!found.has(id)) outcomes.set(id, { ...earlier, outcome: 'removed' })
  }
  for (const result of results) outcomes.set(result.container.id, result)
}

function createJudge(engine: Engine, options: RemoveOptions): Judge {
  const { probe = createProbe(), kill = systemKill, host = readHost(), ownSession } = options
  return { ownSession, view: { probe, kill, host, isEngineLocal: remoteHost(engine.address) === null } }
}

async function treat(
  container: ListedContainer,
  { verdict, reason }: Judgement,
  { engine, clock, dryRun }: Means,
): Promise<RemovedContainer> {
  if (verdict !== 'remove') return { container, outcome: verdict, reason }
  if (dryRun) return { container, outcome: 'would-remove', reason }
  try {
    await removeForGood(engine, container.id, clock)
    return { container, outcome: 'removed', reason }
  } catch (error) {
    return { container, outcome: 'failed', reason: messageOf(error) }
  }
}

const AT_ONCE = 4

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))))
  }
  return results
}
