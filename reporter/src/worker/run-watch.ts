import { monotonicMs } from '@watertight/probe/ledger'
import type { GetHooks, RunnerLike } from './attach.ts'
import { Passes } from './confirm/passes.ts'
import { explainUnlessStopped } from './explain-exit.ts'
import { FileWatch } from './file-watch.ts'
import { FileVerdict } from './file-verdict.ts'
import type { Runtime } from './runtime.ts'
import { Scope } from './scope.ts'
import { leaveReason } from './reason.ts'
import { scopeSuiteHooks } from './suite-hooks.ts'
import type { SuiteHooks } from './suite-hooks.ts'
import { TaskScopes } from './task-scopes.ts'
import type { TaskLike } from './verdict.ts'

type SendUpdate = NonNullable<RunnerLike['onTaskUpdate']>

/** Everything about one file while it runs. */
interface Current {
  readonly task: TaskLike['file']
  readonly scopes: TaskScopes
  readonly watch: FileWatch
  readonly verdict: FileVerdict
  done: boolean
}

/**
 * Follows a runner through its files. Each call answers `null` when there is nothing to wait for. Whatever
 * goes wrong in here is ours: it is noted as unchecked and never reaches the user's tests.
 */
export class RunWatch {
  readonly #runtime: Runtime
  readonly #getHooks: GetHooks
  readonly #send: SendUpdate | undefined
  readonly #files = new Map<string, Current>()
  /** Where files run several times to confirm what they left. */
  readonly #passes: Passes | null

  constructor(runtime: Runtime, getHooks: GetHooks, runner: RunnerLike) {
    this.#runtime = runtime
    this.#getHooks = getHooks
    this.#send = runner.onTaskUpdate?.bind(runner)
    const { confirm } = runtime.options
    this.#passes = confirm === undefined ? null : new Passes(confirm, runtime, runner)
  }

  begin(files: readonly TaskLike['file'][]): void {
    for (const task of files) {
      if (this.#files.get(task.id)?.task !== task) this.#beginFile(task)
    }
    this.#passes?.prepare(files)
  }

  #beginFile(task: TaskLike['file']): void {
    try {
      const scopes = new TaskScopes(this.#runtime, task)
      const watch = new FileWatch(this.#runtime, scopes.file)
      const verdict = new FileVerdict(this.#runtime, task, scopes, watch)
      this.#files.set(task.id, { task, scopes, watch, verdict, done: false })
      verdict.leaveHeartbeat()
    } catch (error) {
      leaveReason(task, error)
    }
  }

  suiteBegins(suite: TaskLike): null {
    if (this.#of(suite)?.done === true && suite.file === suite) this.#beginAgain(suite.file)
    this.#guard(suite, ({ scopes, watch }) => {
      const scope = scopes.of(suite)
      // A file whose import failed has no hooks.
      const hooks = this.#getHooks(suite) as SuiteHooks | undefined
      if (hooks) scopeSuiteHooks(hooks, scope, this.#runtime.context)
      // Those that are left out, or failed to be collected, run no hooks, and some are not told to end.
      if (!isLeftOut(suite) && suite.result?.state !== 'fail') watch.suiteBegins(scope)
    })
    return null
  }

  #beginAgain(file: TaskLike['file']): void {
    if (this.#passes === null) return
    this.#passes.restore(file)
    this.#runtime.context.fallback = new Scope('file', null)
    this.#beginFile(file)
  }

  // The three that every test passes do without `#guard`: its closures are as many more functions to compile.
  testBegins(test: TaskLike): null {
    const current = this.#of(test)
    // Vitest tells of those that it skips too, and never of their end.
    if (current === undefined || isLeftOut(test)) return null
    try {
      const scope = current.scopes.of(test)
      current.watch.testBegan(scope)
      this.#runtime.context.enter(scope)
    } catch (error) {
      current.verdict.noteFailure(error)
    }
    return null
  }

  bodyEnded(test: TaskLike): null {
    const current = this.#of(test)
    if (current === undefined) return null
    try {
      current.scopes.of(test).bodyEndedAtMs = monotonicMs()
      if (test.result?.state === 'skip') current.watch.bodySkipped()
    } catch (error) {
      current.verdict.noteFailure(error)
    }
    return null
  }

  testEnded(test: TaskLike): Promise<void> | null {
    const current = this.#of(test)
    if (current === undefined) return null
    const { scopes, watch, verdict } = current
    try {
      const scope = scopes.of(test)
      const confirming = watch.testEnded(scope)
      this.#runtime.context.enter(scope.parent ?? scopes.file)
      return verdict.testEnded(test, scope, confirming)
    } catch (error) {
      verdict.noteFailure(error)
      return null
    }
  }

  suiteEnded(suite: TaskLike): Promise<void> | null {
    const current = this.#of(suite)
    if (current === undefined) return null
    if (current.task === suite) return this.#finish(current)
    this.#guard(suite, ({ scopes, watch }) => watch.suiteEnded(scopes.of(suite)))
    return null
  }

  async end(files: readonly TaskLike['file'][]): Promise<void> {
    for (const current of this.#files.values()) await this.#finish(current)
    this.#runtime.context.fallback = new Scope('file', null)
    await this.#passes?.reload(files)
  }

  /**
   * Judges what worker fixtures left, once all of them have been torn down. Vitest runs us beside their
   * teardown; the verdict goes to the worker's last file, whose update still reaches the main process.
   */
  async workerEnds(): Promise<void> {
    try {
      await this.#judgeWorker()
    } catch {
      // The main process says that the verdict did not come.
    }
  }

  async #judgeWorker(): Promise<void> {
    explainUnlessStopped(this.#runtime)
    const { fixtures } = this.#runtime
    const last = [...this.#files.values()].at(-1)
    if (!fixtures.used || last === undefined) return
    await fixtures.finished()
    const packs = await last.verdict.concludeWorker(fixtures.worker)
    if (packs.length > 0) await this.#send?.(packs, [])
  }

  async #finish(current: Current): Promise<void> {
    if (current.done) return
    current.done = true
    try {
      const packs = await current.verdict.conclude()
      this.#passes?.note(current.task)
      await this.#send?.(packs, [])
    } catch (error) {
      current.verdict.noteFailure(error)
    }
  }

  #of(task: TaskLike): Current | undefined {
    return this.#files.get(task.file.id)
  }

  #guard<T>(task: TaskLike, work: (current: Current) => T): T | undefined {
    const current = this.#of(task)
    if (current === undefined) return undefined
    try {
      return work(current)
    } catch (error) {
      current.verdict.noteFailure(error)
      return undefined
    }
  }
}

function isLeftOut({ mode }: TaskLike): boolean {
  return mode === 'skip' || mode === 'todo'
}
