import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { connectEngine } from './engine/connect.ts'
import type { Engine } from './engine/engine.ts'
import { readLabels } from './labels.ts'
import { ownContainer } from './owned-container.ts'
import type { OwnedContainer } from './owned-container.ts'
import { recogniseContainer } from './recognise.ts'
import type { RecognisedContainer } from './recognise.ts'

/** Through what a container is adopted, and how long it may take to end. */
export interface AdoptOptions {
  readonly engine?: Engine
  /** In ms; 5,000 by default. */
  readonly graceMs?: number
  readonly clock?: Clock
}

/** A container that somebody else started, and that is ours to release from now on. */
export interface AdoptedContainer extends OwnedContainer {
  readonly recognised: RecognisedContainer | null
}

/**
 * Takes over a container, named by id or by name. Labels cannot be added to it any more: only its `record`, kept in
 * the session record, says that it is ours.
 */
export async function adoptContainer(id: string, options: AdoptOptions = {}): Promise<AdoptedContainer> {
  const { graceMs = 5_000, clock = systemClock } = options
  const engine = options.engine ?? (await connectEngine())
  const details = await engine.inspect(id)
  if (readLabels(details.labels) !== null) {
    throw new Error(`The container ${details.name} belongs to a session already: only that one releases it.`)
  }
  const recognised = recogniseContainer(details.labels)
  const adoptedFrom = recognised?.tool ?? 'another tool'
  return { ...ownContainer(engine, details, { ports: [], graceMs, adoptedFrom, clock }), recognised }
}
