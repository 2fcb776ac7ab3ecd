import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { parseEngineAddress } from './engine/address.ts'
import { connectEngine } from './engine/connect.ts'
import type { Engine } from './engine/engine.ts'
import { EngineError, isEngineLost, isNotFound } from './engine/error.ts'
import type { ContainerRecord } from './record.ts'

/** Through what a container is released. */
export interface ReleaseOptions {
  /** The engine that the record names by default. */
  readonly engine?: Engine
  readonly clock?: Clock
}

/**
 * Stops a container, kills it after its grace, and removes it with its anonymous volumes. Resolves once the engine
 * does not know it any more: `gone` when it was not there to begin with. Whoever calls this answers for the record.
 */
export async function releaseContainer(
  record: ContainerRecord,
  options: ReleaseOptions = {},
): Promise<'released' | 'gone'> {
  const engine = options.engine ?? (await connectEngine({ addresses: [parseEngineAddress(record.engine)] }))
  try {
    await engine.stop(record.id, record.graceMs)
  } catch (error) {
    if (isNotFound(error)) return 'gone'
    // One that cannot be stopped can still be removed by force.
    if (isEngineLost(error)) throw error
  }
  return removeForGood(engine, record.id, options.clock ?? systemClock)
}

/**
 * Removes a container by force, and waits until the engine does not know it any more: `gone` when somebody else removed
 * it. Throws an `EngineError` when the engine cannot remove it, or still has it after 30 seconds.
 */
export async function removeForGood(
  engine: Engine,
  id: string,
  clock: Clock = systemClock,
): Promise<'released' | 'gone'> {
  if (await engine.remove(id)) return 'released'
  const deadline = clock.now() + REMOVAL_MS
  // Somebody else is removing it: the engine itself for `--rm`, or another sweep.
  for (let looks = 0; await isKnown(engine, id); looks++) {
    if (clock.now() > deadline) throw stillThere(engine, id)
    await clock.sleep(Math.min(5 * 2 ** looks, LONGEST_PAUSE_MS))
  }
  return 'gone'
}

const REMOVAL_MS = 30_000
const LONGEST_PAUSE_MS = 200

async function isKnown(engine: Engine, id: string): Promise<boolean> {
  try {
    await engine.inspect(id)
    return true
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}

function stillThere(engine: Engine, id: string): EngineError {
  const said = `has been removing the container ${id} for ${REMOVAL_MS} ms. Look at the engine's own log.`
  return new EngineError('slow', `The container engine at ${engine.address.text} ${said}`)
}
