import { resolve } from 'node:path'
import { monotonicMs } from '@watertight/probe/ledger'
import type { Acquisition } from '@watertight/probe/ledger'
import type { DescriptorWatch } from './descriptors.ts'
import { accusable } from './hold/accusable.ts'
import { birthPlace } from './hold/birth-place.ts'
import { classify } from './hold/classify.ts'
import { fold } from './hold/fold.ts'
import type { Hold } from './hold/hold.ts'
import { IdleConnections } from './hold/idle.ts'
import type { Observation } from './hold/observation.ts'
import { GlobalClients } from './hold/pools.ts'
import { isKept } from './keep.ts'
import { nativeHolds } from './native-holds.ts'
import { findOrphans } from './orphans.ts'
import { pileHolds } from './piles.ts'
import type { Runtime } from './runtime.ts'
import type { Scope } from './scope.ts'
import { settle } from './settle.ts'

/** Reads what scopes still hold when their verdict is due. */
export class LeftOvers {
  readonly #runtime: Runtime
  readonly #descriptors: DescriptorWatch | null

  /** `descriptors` is `null` where threads share those of the process. */
  constructor(runtime: Runtime, descriptors: DescriptorWatch | null) {
    this.#runtime = runtime
    this.#descriptors = descriptors
  }

  /** Everything that scopes within `scope` still hold after the settling time, one hold for each origin. */
  async of(scope: Scope): Promise<Hold[]> {
    const left = await settle(() => this.#read(scope), this.#runtime.options.settleMs)
    const holds = left.filter((entry) => entry !== 'pending')
    return fold(this.#withEvidence(holds), (hold) => isKept(hold, this.#runtime))
  }

  #read(scope: Scope): (Hold | 'pending')[] {
    const observation = this.#observation()
    const holds: (Hold | 'pending')[] = []
    for (const acquisition of this.#runtime.ledger.live()) {
      const hold = this.#classify(acquisition, scope, observation)
      if (hold !== null) holds.push(hold)
    }
    const recorded = accusable(
      holds.filter((hold) => hold !== 'pending'),
      observation.spared,
    )
    return [
      ...holds.filter((hold) => hold === 'pending'),
      ...recorded,
      ...this.#opening(scope),
      ...this.#nativeDescriptors(recorded, scope),
      ...pileHolds(this.#runtime.piles.shared(), scope),
      ...findOrphans(this.#runtime, scope, recorded),
    ]
  }

  /** What a test began to open at its very end is not there yet, and is its own all the same. */
  #opening(scope: Scope): 'pending'[] {
    const opening = this.#runtime.openings.pending().filter((owner) => owner.isWithin(scope))
    return opening.map(() => 'pending')
  }

  #classify(
    acquisition: Acquisition<Scope>,
    scope: Scope,
    observation: Observation,
  ): Hold | 'pending' | null {
    if (acquisition.judged || !acquisition.scope.isWithin(scope)) return null
    const hold = classify(acquisition, observation)
    if (hold === null || hold === 'pending') return hold
    return hold.place ? hold : birthPlace(hold, observation.births)
  }

  #observation(): Observation {
    const { requests, births, probe } = this.#runtime
    const [globalClients, idle] = [new GlobalClients(), new IdleConnections()]
    return { requests, births, probe, globalClients, idle, spared: new Set(), nowMs: monotonicMs() }
  }

  #nativeDescriptors(holds: readonly Hold[], scope: Scope): Hold[] {
    const known = new Set([...holds.flatMap(({ facts }) => facts.fd ?? []), ...recordedFiles(this.#runtime)])
    const unexplained =
      this.#descriptors?.unexplained(({ fd, target }) => known.has(fd) || known.has(target)) ?? []
    return unexplained.length === 0 ? [] : nativeHolds(unexplained, scope, this.#runtime, holds)
  }

  /** Ports are asked for only now: reading the socket tables costs milliseconds. */
  #withEvidence(holds: readonly Hold[]): Hold[] {
    const pids = holds.map((hold) => hold.pid).filter((pid) => pid !== undefined)
    if (pids.length === 0) return [...holds]
    const { probe } = this.#runtime
    const families = new Map(
      pids.map((pid) => [pid, [pid, ...probe.descendants(pid).map((child) => child.identity.pid)]]),
    )
    const ports = probe.listeningPorts([...families.values()].flat())
    return holds.map((hold) => {
      const listens = (families.get(hold.pid ?? -1) ?? []).flatMap((pid) => ports.get(pid) ?? [])
      return listens.length === 0 ? hold : { ...hold, facts: { ...hold.facts, listens } }
    })
  }
}

/** Numbers and paths of all that calls of this thread opened, whoever they belong to: nothing native about them. */
function recordedFiles({ ledger }: Runtime): (number | string)[] {
  return [...ledger.live()].flatMap(({ source }) => {
    if (source.by === 'open') return [source.fd, resolve(source.path)]
    return source.by === 'file-handle' || source.by === 'opendir' ? [resolve(source.path)] : []
  })
}
