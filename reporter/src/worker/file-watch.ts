import { monotonicMs } from '@watertight/probe/ledger'
import type { Acquisition } from '@watertight/probe/ledger'
import { DescriptorWatch } from './descriptors.ts'
import { HeldPile } from './held-pile.ts'
import { classify } from './hold/classify.ts'
import { birthPlace } from './hold/birth-place.ts'
import { fold } from './hold/fold.ts'
import type { Hold } from './hold/hold.ts'
import type { Observation } from './hold/observation.ts'
import { isKept } from './keep.ts'
import { MemoryWatch } from './memory-watch.ts'
import { NOTHING_READ, readMemory } from './memory.ts'
import type { MemoryFigures } from './memory.ts'
import { nativeHolds } from './native-holds.ts'
import { findOrphans } from './orphans.ts'
import { pileHolds } from './piles.ts'
import type { Runtime } from './runtime.ts'
import { toSample } from './samples.ts'
import type { Scope } from './scope.ts'
import { settle } from './settle.ts'

/** Watches one test file: looks after each test, reads what is held when a scope ends. */
export class FileWatch {
  readonly scope: Scope
  readonly #runtime: Runtime
  readonly #descriptors: DescriptorWatch | null
  readonly #memory: MemoryWatch
  readonly #running = new Set<Scope>()
  /** Tests that ran since the last look at the process: what has no owner is one of theirs. */
  #sinceLook = new Set<Scope>()
  #last: MemoryFigures
  readonly #pile: HeldPile

  constructor(runtime: Runtime, scope: Scope) {
    this.#runtime = runtime
    this.scope = scope
    this.#last = readMemory() ?? NOTHING_READ
    this.#pile = new HeldPile(runtime.options.maxHeld)
    this.#descriptors = runtime.ownsProcess ? new DescriptorWatch(runtime.probe) : null
    this.#memory = new MemoryWatch(this.#last, runtime.options.memory.toleranceMb, runtime.ownsProcess)
  }

  testBegan(scope: Scope): void {
    this.#running.add(scope)
    this.#sinceLook.add(scope)
    if (this.#running.size > 1) this.#last = readMemory() ?? this.#last
    scope.before = this.#sample(this.#descriptors?.count ?? null)
  }

  /** What the test leaves to outer scopes beyond the budget of its origin. */
  pileOf(scope: Scope): Hold[] {
    return this.#pile.testEnded(scope)
  }

  /** Looks at the process after a test; answers `null` unless memory has to be confirmed. */
  testEnded(scope: Scope): Promise<void> | null {
    const suspects = [...this.#sinceLook]
    this.#running.delete(scope)
    this.#last = readMemory() ?? this.#last
    scope.after = this.#sample(this.#descriptors?.look(suspects) ?? null)
    scope.endedAtMs = monotonicMs()
    this.#sinceLook = new Set(this.#running)
    return this.#memory.look(this.#last, suspects)
  }

  /** Everything that scopes within `scope` still hold after the settling time, one hold for each origin. */
  async holdsOf(scope: Scope): Promise<Hold[]> {
    const left = await settle(() => this.#read(scope), this.#runtime.options.settleMs)
    const holds = left.filter((entry) => entry !== 'pending')
    const described = this.#withEvidence(holds.filter((hold) => !isKept(hold, this.#runtime)))
    return fold(described)
  }

  async memoryHolds(): Promise<Hold[]> {
    const held = await this.#memory.stillHeld()
    return held.flatMap(({ growth, suspects }) => {
      const [scope] = suspects
      if (scope === undefined) return []
      return [{ scope, facts: { ...growth }, place: undefined, frames: [], evidence: [], suspects }]
    })
  }

  get memory(): MemoryWatch {
    return this.#memory
  }

  #sample(descriptors: number | null): NonNullable<Scope['after']> {
    const { counts } = this.#runtime.ledger
    return toSample(this.#last, descriptors, counts.sockets, counts.children, this.#runtime.ownsProcess)
  }

  #read(scope: Scope): (Hold | 'pending')[] {
    const observation = this.#observation()
    const holds: (Hold | 'pending')[] = []
    for (const acquisition of this.#runtime.ledger.live()) {
      const hold = this.#classify(acquisition, scope, observation)
      if (hold !== null) holds.push(hold)
    }
    const recorded = holds.filter((hold) => hold !== 'pending')
    return [
      ...holds,
      ...this.#nativeDescriptors(recorded, scope),
      ...pileHolds(this.#runtime.piles.shared(), scope),
      ...findOrphans(this.#runtime, scope, recorded),
    ]
  }

  #classify(
    acquisition: Acquisition<Scope>,
    scope: Scope,
    observation: Observation,
  ): Hold | 'pending' | null {
    if (acquisition.judged || !acquisition.scope.isWithin(scope)) return null
    const hold = classify(acquisition, observation)
    if (hold === null || hold === 'pending') return hold
    const placed = hold.place ? hold : birthPlace(hold, observation.births)
    return isAccusable(placed) ? placed : null
  }

  #observation(): Observation {
    const { requests, births, probe } = this.#runtime
    return { requests, births, probe, nowMs: monotonicMs() }
  }

  #nativeDescriptors(holds: readonly Hold[], scope: Scope): Hold[] {
    const known = new Set(holds.map((hold) => hold.facts.fd).filter((fd) => fd !== undefined))
    const unexplained = this.#descriptors?.unexplained(({ fd }) => known.has(fd)) ?? []
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

/** What module level code of a library made, without a user frame, is the library's own singleton. */
function isAccusable({ acquisition, place, scope }: Hold): boolean {
  return place !== undefined || acquisition === undefined || scope.kind === 'test'
}
