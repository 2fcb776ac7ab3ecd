import type { Acquisition } from '@watertight/probe/ledger'
import type { Sample, ScopeKind } from '@watertight/findings'
import type { AllowEntry } from '../options.ts'

/** A scope of the run that resources are charged to. */
export class Scope {
  /** Unique in its thread. */
  readonly number: number
  readonly kind: ScopeKind
  readonly parent: Scope | null
  /** Task id of the runner; empty until the scope is bound to a task. */
  id = ''
  /** Names from the outermost suite to the test. */
  path: readonly string[] = []
  /** Path of the test file, absolute. */
  file = ''
  endedAtMs: number | null = null
  /** When the first teardown hook of a suite began. */
  teardownBeganAtMs: number | null = null
  before: Sample | null = null
  after: Sample | null = null
  bodyEndedAtMs: number | null = null
  /** What it acquired, timers excepted, and has not released. */
  readonly open = new Set<Acquisition<Scope>>()
  /** What was really open when the scope ended. */
  readonly outlasting = new Set<Acquisition<Scope>>()
  /** Timers that it armed after its own end and that have fired since: the sign of a loop. */
  timersAfterEnd = 0
  readonly allowed: AllowEntry[] = []
  /** Tests that ran at the same time, so that what has no owner can be any of theirs. */
  readonly neighbours = new Set<Scope>()

  constructor(kind: ScopeKind, parent: Scope | null) {
    this.kind = kind
    this.parent = parent
    this.number = next++
  }

  /** `suite > test`, or the file's path for a file. */
  get name(): string {
    return this.path.join(' > ') || this.file
  }

  isWithin(scope: Scope): boolean {
    let current: Scope | null = this
    while (current !== null && current !== scope) current = current.parent
    return current !== null
  }
}

let next = 1
