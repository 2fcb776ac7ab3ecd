import { syncBuiltinESMExports } from 'node:module'
import { isMainThread, threadId } from 'node:worker_threads'
import { createProbe, formatMarker, markerVariable } from '@watertight/probe'
import type { Probe } from '@watertight/probe'
import {
  ClientBirths,
  Ledger,
  ListenerPiles,
  Openings,
  PromiseMarks,
  ScopeContext,
  Requests,
  markSpawns,
  recordFileOpens,
  recordProcessListeners,
  recordPublicCalls,
  registerOwnRoot,
} from '@watertight/probe/ledger'
import type { Acquisition, Stack } from '@watertight/probe/ledger'
import type { WorkerOptions } from '../worker-options.ts'
import type { RunnerLike } from './attach.ts'
import { FixtureScopes } from './fixture-scopes.ts'
import { Scope } from './scope.ts'
import type { TaskLike } from './verdict.ts'

/** Two copies of this module in one thread must share the patches: each would wrap the other's. */
const SLOT = Symbol.for('watertight.runtime')

/** Who started a process, and where. */
export interface Spawn {
  readonly scope: Scope
  readonly stack: Stack
}

interface Session {
  readonly options: WorkerOptions
  readonly probe: Probe
}

/** Keeps the marks of the threads of one process apart. */
const THREAD_STRIDE = 10_000_000

/** What observes one thread, from its first set-up file to its end. */
export class Runtime {
  #session: Session | null = null
  #promiseMarks: PromiseMarks | null = null
  readonly context: ScopeContext<Scope>
  readonly ledger: Ledger<Scope>
  readonly requests = new Requests<Scope>()
  readonly births = new ClientBirths<Scope>()
  /** Servers that were told to listen and do not yet. */
  readonly openings = new Openings<Scope>()
  readonly piles: ListenerPiles<Scope>
  readonly fixtures: FixtureScopes
  /** Whether descriptors and memory of the process are this thread's alone. */
  readonly ownsProcess = isMainThread
  /** Every spawn by the number that its descendants carry in their mark. */
  readonly spawns = new Map<number, Spawn>()
  /** Resources that the user said are kept on purpose. */
  readonly kept = new WeakSet<object>()
  readonly keptDescriptors = new Set<number>()

  /** Starts test files once more in this worker; set where findings are confirmed. */
  startTests: ((files: readonly string[], runner: RunnerLike) => Promise<unknown>) | null = null
  /** Lets a file be loaded anew. */
  forgetModule: ((path: string) => void) | null = null

  /** Attaches to a runner whose class could not be patched. */
  attach: ((runner: RunnerLike, files: readonly TaskLike['file'][]) => void) | null = null

  constructor() {
    this.context = new ScopeContext(new Scope('file', null))
    this.ledger = new Ledger<Scope>({
      context: this.context,
      onAcquire: (acquisition) => acquisition.scope.acquired(acquisition),
      onRelease: noteRelease,
    })
    this.piles = new ListenerPiles(this.ledger, this.context)
    this.fixtures = new FixtureScopes(this)
  }

  /** Module level code runs without a context: what it makes belongs to the file that is loading. */
  get fileScope(): Scope {
    return this.context.fallback
  }

  get options(): WorkerOptions {
    return this.#current.options
  }

  get probe(): Probe {
    return this.#current.probe
  }

  /** Wraps what Node exports. Nothing is recorded before `observe`. */
  install(): void {
    registerOwnRoot(import.meta.url)
    recordFileOpens(this.ledger, this.context)
    recordPublicCalls(this.ledger, this.context, this.openings)
    markSpawns({
      variable: () => this.#mark(),
      value: () => this.#noteSpawn(),
    })
    syncBuiltinESMExports()
  }

  /** Begins to record, once a set-up file has brought the options. */
  observe(options: WorkerOptions): void {
    const begun = this.#session !== null
    this.#session = { options, probe: createProbe({ portable: options.portable }) }
    if (begun) return
    this.requests.start(this.ledger, this.context)
    this.births.start(this.ledger, this.context)
    this.piles.start()
    recordProcessListeners(this.ledger)
    this.ledger.start()
    this.ledger.changes.start()
    this.#promiseMarks = new PromiseMarks(this.context)
    this.hidePromiseMarks(Promise.prototype)
  }

  /** Leaves no trace of ours in the promises of a realm. */
  hidePromiseMarks(prototype: object): void {
    this.#promiseMarks?.hideIn(prototype)
  }

  get #current(): Session {
    if (this.#session === null) throw new Error('Expected a set-up file to have begun the observation.')
    return this.#session
  }

  /** Who does not look for orphans has no variable in the environment of the processes that are started. */
  #mark(): string | null {
    if (this.#session === null || this.options.kinds['orphan-process'] === 'off') return null
    return markerVariable(this.options.session)
  }

  #noteSpawn(): string {
    const number = threadId * THREAD_STRIDE + this.spawns.size
    this.context.current().scope.spawned()
    this.spawns.set(number, { scope: this.context.current().scope, stack: this.ledger.capture() })
    return formatMarker({ workerPid: process.pid, scopeNumber: number })
  }
}

/** The runtime of this thread, installed on the first call. */
export function installRuntime(): Runtime {
  const installed = Reflect.get(globalThis, SLOT) as Runtime | undefined
  if (installed) return installed
  const runtime = new Runtime()
  Reflect.set(globalThis, SLOT, runtime)
  runtime.install()
  return runtime
}

function noteRelease(acquisition: Acquisition<Scope>): void {
  const { scope, source } = acquisition
  if (source.by === 'async-hooks' && source.type === 'Timeout') {
    if (scope.endedAtMs !== null && acquisition.atMs > scope.endedAtMs) scope.timersAfterEnd++
    return
  }
  scope.released(acquisition)
}
