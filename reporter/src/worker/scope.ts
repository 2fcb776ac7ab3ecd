import type { Acquisition } from '@watertight/probe/ledger'
import type { Sample, ScopeKind } from '@watertight/findings'
import type { AllowEntry } from '../options.ts'

/** What a scope may leave behind; most tests leave nothing, and have none. */
interface Leavings {
  /** What it acquired, timers excepted, and has not released. */
  readonly open: Set<Acquisition<Scope>>
  /** What was really open when the scope ended. */
  readonly outlasting: Set<Acquisition<Scope>>
}

const NOTHING: ReadonlySet<Acquisition<Scope>> = new Set()

/** A scope of the run that resources are charged to. There is one for every test: it holds what a verdict needs and no more. */
export class Scope {
  /** Unique in its thread. */
  readonly number: number
  readonly kind: ScopeKind
  readonly parent: Scope | null
  /** Task id of the runner; empty until the scope is bound to a task. */
  id = ''
  /** The task's own name; empty for a file. */
  title = ''
  /** Path of the test file, absolute. */
  file = ''
  endedAtMs: number | null = null
  /** When the first teardown hook of a suite began. */
  teardownBeganAtMs: number | null = null
  before: Sample | null = null
  after: Sample | null = null
  bodyEndedAtMs: number | null = null
  /** Whether it, or a scope within it, has started a process. */
  hasSpawned = false
  /** Timers that it armed after its own end and that have fired since: the sign of a loop. */
  timersAfterEnd = 0
  /** Private, as what prints a timer prints all that hangs on it. */
  #task: { readonly mode: string } | null = null
  #allowed: AllowEntry[] | null = null
  #leavings: Leavings | null = null

  constructor(kind: ScopeKind, parent: Scope | null) {
    this.kind = kind
    this.parent = parent
    this.number = next++
  }

  /** Names from the outermost suite to the test. */
  get path(): string[] {
    const above = this.parent?.path ?? []
    return this.title === '' ? above : [...above, this.title]
  }

  /** `suite > test`, or the file's path for a file. */
  get name(): string {
    return this.path.join(' > ') || this.file
  }

  /** What Node hangs onto a timer is printed by whoever prints that: not the whole tree. */
  toJSON(): string {
    return `watertight: ${this.kind} ${this.name}`
  }

  /** Leaks that the user's code allowed while the scope ran. */
  get allowed(): readonly AllowEntry[] {
    return this.#allowed ?? []
  }

  get open(): ReadonlySet<Acquisition<Scope>> {
    return this.#leavings?.open ?? NOTHING
  }

  get outlasting(): ReadonlySet<Acquisition<Scope>> {
    return this.#leavings?.outlasting ?? NOTHING
  }

  /** The runner's task of a test or suite. */
  set task(task: { readonly mode: string }) {
    this.#task = task
  }

  /** Whether its test has skipped itself, and been torn down. */
  get isSkipped(): boolean {
    return this.#task?.mode === 'skip'
  }

  spawned(): void {
    this.hasSpawned = true
    this.parent?.spawned()
  }

  allow(entry: AllowEntry): void {
    this.#allowed = [...this.allowed, entry]
  }

  acquired(acquisition: Acquisition<Scope>): void {
    this.#leavings ??= { open: new Set(), outlasting: new Set() }
    this.#leavings.open.add(acquisition)
  }

  released(acquisition: Acquisition<Scope>): void {
    this.#leavings?.open.delete(acquisition)
  }

  outlasts(acquisition: Acquisition<Scope>): void {
    this.#leavings?.outlasting.add(acquisition)
  }

  /** It is not listed among what outlasts the test any more. */
  wasCharged(acquisition: Acquisition<Scope>): void {
    this.#leavings?.outlasting.delete(acquisition)
  }

  isWithin(scope: Scope): boolean {
    return this === scope || (this.parent?.isWithin(scope) ?? false)
  }
}

let next = 1
