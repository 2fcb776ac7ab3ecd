import type { Clock } from '../clock.ts'
import type { ContainerDetails } from './engine/answers.ts'
import type { Engine } from './engine/engine.ts'
import { publishedHost, readPorts } from './port.ts'
import type { ContainerPort, PublishedPorts } from './port.ts'
import type { ContainerRecord } from './record.ts'
import { releaseContainer } from './release.ts'

/** A container that is ours to release. */
export interface OwnedContainer extends AsyncDisposable {
  readonly id: string
  readonly name: string
  /** Where its ports are reached, `127.0.0.1` as a rule. */
  readonly host: string
  readonly ports: PublishedPorts
  /** For the session record. */
  readonly record: ContainerRecord
  /** Its last lines of output; 50 by default. */
  tail(lines?: number): Promise<string>
  /** Stops and removes it; the first call does it, and all of them wait for it. */
  stop(): Promise<void>
}

/** How a container became ours. */
export interface Ownership {
  readonly ports: readonly ContainerPort[]
  readonly graceMs: number
  readonly adoptedFrom: string | null
  readonly clock: Clock
}

/** Makes the handle of a container that runs. */
export function ownContainer(
  engine: Engine,
  details: ContainerDetails,
  ownership: Ownership,
): OwnedContainer {
  const { id, name, image, createdAt } = details
  const { graceMs, adoptedFrom, clock } = ownership
  const record = { id, name, image, engine: engine.address.text, createdAt, adoptedFrom, graceMs }
  const stop = once(() => releaseContainer(record, { engine, clock }))
  return {
    ...{ id, name, record, stop },
    host: publishedHost(engine),
    ports: readPorts(details, ownership.ports),
    tail: (lines = 50) => engine.tail(id, lines),
    [Symbol.asyncDispose]: stop,
  }
}

/** Calls once; after a failure it may be tried again. */
function once(release: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> | null = null
  return async () => {
    running ??= release()
    try {
      await running
    } catch (error) {
      running = null
      throw error
    }
  }
}
