import { syncBuiltinESMExports } from 'node:module'
import { isMainThread, threadId } from 'node:worker_threads'
import { createProbe, formatMarker, markerVariable } from '@watertight/probe'
import type { Probe } from '@watertight/probe'
import {
  ClientBirths,
  Ledger,
  ListenerPiles,
  ScopeContext,
  Requests,
  markSpawns,
  recordFileOpens,
  recordProcessListeners,
  recordPublicCalls,
  registerOwnRoot,
} from '@watertight/probe/ledger'
import type { Acquisition } from '@watertight/probe/ledger'
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
  readonly error: Error
}

/** Keeps the marks of the threads of one process apart. */
const THREAD_STRIDE = 10_000_000

/** What observes one thread, from its first set-up file to its end. */
export class Runtime {
  readonly options: WorkerOptions
  readonly probe: Probe
  readonly context: ScopeContext<Scope>
  readonly ledger: Ledger<Scope>
  readonly requests = new Requests<Scope>()
  readonly births = new ClientBirths<Scope>()
  readonly piles: ListenerPiles<Scope>
  readonly fixtures: FixtureScopes
  /** Whether descriptors and memory of the process are this thread's alone. */
  readonly ownsProcess = isMainThread
  /** Every spawn by the number that its descendants carry in their mark. */
  readonly spawns = new Map<number, Spawn>()
  /** Resources that the user said are kept on purpose. */
  readonly kept = new WeakSet<object>()
  readonly keptDescriptors = new Set<number>()

  /** Attaches to a runner whose class could not be patched. */
  attach: ((runner: RunnerLike, files: readonly TaskLike['file'][]) => void) | null = null

  constructor(options: WorkerOptions) {
    this.options = options
    this.probe = createProbe({ portable: options.portable })
    this.context = new ScopeContext(new Scope('file', null))
    this.ledger = new Ledger<Scope>({
      context: this.context,
      onAcquire: acquisition => acquisition.scope.open.add(acquisition),
      onRelease: noteRelease,
    })
    this.piles = new ListenerPiles(this.ledger, this.context)
    this.fixtures = new FixtureScopes(this)
  }

  /** Module level code runs without a context: what it makes belongs to the file that is loading. */
  get fileScope(): Scope {
    return this.context.fallback
  }

  start(): void {
    registerOwnRoot(import.meta.url)
    this.requests.start(this.ledger, this.context)
    this.births.start(this.ledger, this.context)
    this.piles.start()
    recordFileOpens(this.ledger, this.context)
    recordProcessListeners(this.ledger)
    recordPublicCalls(this.ledger, this.context)
    markSpawns({
      variable: markerVariable(this.options.session),
      value: () => this.#noteSpawn(),
    })
    syncBuiltinESMExports()
    this.ledger.start()
  }

  #noteSpawn(): string {
    const number = threadId * THREAD_STRIDE + this.spawns.size
    this.spawns.set(number, { scope: this.context.current().scope, error: this.ledger.capture() })
    return formatMarker({ workerPid: process.pid, scopeNumber: number })
  }
}

/** The runtime of this thread, installed on the first call. */
export function installRuntime(options: WorkerOptions): Runtime {
  const installed = currentRuntime()
  if (installed) return installed
  const runtime = new Runtime(options)
  Reflect.set(globalThis, SLOT, runtime)
  runtime.start()
  return runtime
}

export function currentRuntime(): Runtime | undefined {
  return Reflect.get(globalThis, SLOT) as Runtime | undefined
}

/** For messages about a worker: `1234`, or `1234 (thread 2)`. */
export function workerName(): string {
  return isMainThread ? String(process.pid) : `${process.pid} (thread ${threadId})`
}

function noteRelease(acquisition: Acquisition<Scope>): void {
  const { scope, source } = acquisition
  if (source.by === 'async-hooks' && source.type === 'Timeout') {
    if (scope.endedAtMs !== null && acquisition.atMs > scope.endedAtMs) scope.timersAfterEnd++
    return
  }
  scope.open.delete(acquisition)
  if (scope.outlasting.has(acquisition)) scope.releasedLater.push(acquisition)
}
