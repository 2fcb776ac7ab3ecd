import { monotonicMs } from '@watertight/probe/ledger'
import type { Sample, Unchecked } from '@watertight/findings'
import { DescriptorWatch } from './descriptors.ts'
import type { KnownDescriptors } from './descriptors.ts'
import { HeldPile } from './held-pile.ts'
import { HookWindows } from './hook-windows.ts'
import { chargedTo } from './hold/hold.ts'
import type { Hold } from './hold/hold.ts'
import { LeftOvers } from './left-overs.ts'
import { MemoryWatch } from './memory-watch.ts'
import type { MemorySuspects } from './memory-watch.ts'
import { collectGarbage, mayHaveGrown, MemoryReader } from './memory.ts'
import type { MemoryReading } from './memory.ts'
import { RecentTests } from './recent-tests.ts'
import type { Runtime } from './runtime.ts'
import { toSample } from './samples.ts'
import type { Scope } from './scope.ts'

/** Watches one test file: looks after each test, and knows who ran when. */
export class FileWatch {
  readonly scope: Scope
  readonly #runtime: Runtime
  readonly #descriptors: DescriptorWatch | null
  readonly #memory: MemoryWatch
  readonly #running = new Map<Scope, MemoryReading>()
  readonly #reader = new MemoryReader()
  readonly #recent = new RecentTests()
  #figures: MemoryReading
  #sample: Sample
  readonly #pile: HeldPile
  readonly #leftOvers: LeftOvers
  /** Hooks may have run since the last look: what they took is none of the next test's. */
  #afterHooks = false
  readonly #hooks = new HookWindows()
  /** Tests that skipped themselves beside those that run. */
  readonly #skippedBeside = new Set<Scope>()

  constructor(runtime: Runtime, scope: Scope) {
    this.#runtime = runtime
    this.scope = scope
    this.#figures = this.#reader.readFull(monotonicMs())
    this.#pile = new HeldPile(runtime.options.maxHeld)
    this.#descriptors = runtime.ownsProcess
      ? new DescriptorWatch(runtime.probe, knownDescriptors(runtime))
      : null
    this.#leftOvers = new LeftOvers(runtime, this.#descriptors)
    this.#sample = this.#toSample()
    this.#memory = new MemoryWatch(this.#figures, runtime.options.memory.toleranceMb, runtime.ownsProcess)
  }

  /** A suite is about to run its hooks: until now they were those of others. */
  suiteBegins(suite: Scope): void {
    this.#lookAfterHooks()
    this.#hooks.suiteBegan(suite)
  }

  suiteEnded(suite: Scope): void {
    this.#lookAfterHooks()
    this.#hooks.suiteEnded(suite)
  }

  /** What held before a test is what held after the one before it, unless others run, or hooks did in between. */
  testBegan(scope: Scope): void {
    this.#endSkipped()
    if (this.#afterHooks) this.#forgetHooks()
    else if (this.#running.size > 0) this.#lookNow()
    this.#running.set(scope, this.#figures)
    this.#hooks.began(scope)
    scope.before = this.#sample
  }

  /** The body of a test has skipped it; what its teardown does is still to come. */
  bodySkipped(): void {
    this.#lookAtDescriptors(true)
  }

  /** Looks when the file has ended, for what its last tests and hooks have opened out of the ledger's sight. */
  fileEnded(): void {
    this.#endSkipped()
    this.#lookAtDescriptors(true)
  }

  /** What the test leaves to outer scopes beyond the budget of its origin. */
  pileOf(scope: Scope): Hold[] {
    return this.#pile.testEnded(scope)
  }

  /** Looks at the process after a test; answers `null` unless memory has to be confirmed. */
  testEnded(scope: Scope): Promise<void> | null {
    const nowMs = monotonicMs()
    const before = this.#running.get(scope) ?? this.#figures
    if (this.#running.size > 1) this.#endSkipped(scope)
    scope.endedAtMs = nowMs
    let confirmed: Promise<void> | null = null
    try {
      this.#look(nowMs, this.#recent.ended(scope) || this.#reader.isDue(nowMs))
      scope.after = this.#sample
      if (this.#memory.look(before, this.#figures))
        confirmed = this.#memory
          .confirm(before, this.#figures, this.#memorySuspects(before))
          .then(() => this.#compareAnew(scope))
          .finally(() => this.#hooks.ended(scope))
      return confirmed
    } finally {
      this.#noLongerRuns(scope)
      // The runner waits for what is confirmed before it goes on.
      if (confirmed === null) this.#hooks.ended(scope)
      if (this.#figures.processAtMs === nowMs) this.#recent.forget()
    }
  }

  #noLongerRuns(scope: Scope): void {
    this.#running.delete(scope)
    if (this.#running.size === 0) this.#skippedBeside.clear()
  }

  /** A test that skips itself is not told to have ended. */
  #endSkipped(ending: Scope | null = null): void {
    const skipped = [...this.#running.keys()].filter((scope) => scope.isSkipped && scope !== ending)
    if (skipped.length === 0) return
    for (const scope of skipped) {
      this.#noLongerRuns(scope)
      this.#hooks.ended(scope)
    }
    // It may have been the last of its suite, whose hooks have run since.
    this.#lookAtDescriptors(true, skipped)
    if (this.#running.size === 0) this.#afterHooks = true
    else for (const scope of skipped) this.#skippedBeside.add(scope)
  }

  /** The heap is read when any test ends, so that none but those that run have had a hand in it. */
  #memorySuspects({ processAtMs }: MemoryReading): MemorySuspects {
    const running = [...this.#running.keys(), ...this.#skippedBeside]
    return { ofHeap: running, ofProcess: [...new Set([...this.#recent.since(processAtMs), ...running])] }
  }

  /** What has been confirmed was charged, also to tests that still run: they are compared with what is left. */
  #compareAnew(confirmed: Scope): void {
    this.#lookAtDescriptors(true, [confirmed])
    this.#figures = this.#reader.readFull(monotonicMs())
    for (const scope of this.#running.keys()) this.#running.set(scope, this.#figures)
    this.#recent.forget()
  }

  /** Everything that scopes within `scope` still hold after the settling time, one hold for each origin. */
  holdsOf(scope: Scope): Promise<Hold[]> {
    return this.#leftOvers.of(scope)
  }

  async memoryHolds(): Promise<Hold[]> {
    const held = await this.#memory.stillHeld()
    return held.flatMap(({ growth, suspects }) => {
      const scope = chargedTo(suspects)
      if (scope === undefined) return []
      return [{ scope, facts: { ...growth }, place: undefined, frames: [], evidence: [], suspects }]
    })
  }

  /** What could not be seen of this file, for lack of descriptors to look with. */
  unchecked(where: string): Unchecked[] {
    if (!this.#descriptors?.isBlind) return []
    return [{ what: 'descriptors', where, why: 'they could not be listed when the file ended' }]
  }

  get memory(): MemoryWatch {
    return this.#memory
  }

  /** What hooks have opened is theirs; what they took is read when the next test begins. */
  #lookAfterHooks(): void {
    this.#endSkipped()
    this.#lookAtDescriptors(false)
    this.#afterHooks = true
  }

  /**
   * Garbage of the hooks would hide as much growth of the test: past the tolerance it is collected. The whole process
   * is read, since no test is suspected of what hooks took.
   */
  #forgetHooks(): void {
    this.#afterHooks = false
    const before = this.#figures
    this.#look(monotonicMs(), true)
    const { memory } = this.#runtime.options
    if (!mayHaveGrown(before, this.#figures, memory.toleranceMb, false)) return
    collectGarbage()
    this.#figures = this.#reader.readFull(monotonicMs())
  }

  #lookNow(): void {
    const nowMs = monotonicMs()
    this.#look(nowMs, this.#reader.isDue(nowMs))
  }

  /** `wholly`: also at what only the process as a whole shows, whoever did it. */
  #look(nowMs: number, wholly: boolean): void {
    this.#lookAtDescriptors(wholly)
    this.#figures = wholly ? this.#reader.readFull(nowMs) : this.#reader.readHeap()
    this.#sample = this.#toSample()
  }

  /** What nobody is known to have opened, any test may have that ended since or runs, any hook that runs, or these others. */
  #lookAtDescriptors(isDue: boolean, others: readonly Scope[] = []): void {
    this.#descriptors?.look(isDue, (lookedAtMs, isNew) => this.#suspects(lookedAtMs, isNew, others))
  }

  #suspects(lookedAtMs: number, isNew: boolean, others: readonly Scope[]): readonly Scope[] {
    const { fixtures } = this.#runtime
    const begun = fixtures.begunSince(lookedAtMs)
    // It is to stay open, and is set up within a test; whoever it may have been, it is judged with the worker.
    if (begun.includes(fixtures.worker)) return [fixtures.worker]
    const ended = isNew ? [] : this.#recent.since(lookedAtMs)
    const suspects = [...ended, ...this.#running.keys(), ...others, ...this.#hooks.open, ...begun]
    return suspects.length > 0 ? [...new Set(suspects)] : [this.scope]
  }

  #toSample(): Sample {
    const { ledger, ownsProcess } = this.#runtime
    const { sockets, children } = ledger.counts
    return toSample(this.#figures, this.#descriptors?.count ?? null, sockets, children, ownsProcess)
  }
}

function knownDescriptors({ ledger }: Runtime): KnownDescriptors {
  return { sockets: () => ledger.counts.sockets, changes: () => ledger.changes.take() }
}
