import type { Runtime } from './runtime.ts'
import { RunWatch } from './run-watch.ts'
import type { SuiteHooks } from './suite-hooks.ts'
import type { TaskLike } from './verdict.ts'

/** As much of Vitest's runner as is wrapped (3.2, 4 and 5 agree on it). */
export interface RunnerLike {
  onBeforeRunFiles?(files: readonly TaskLike['file'][]): unknown
  onAfterRunFiles?(files: readonly TaskLike['file'][]): unknown
  onBeforeRunSuite?(suite: TaskLike): unknown
  onAfterRunSuite?(suite: TaskLike): unknown
  onBeforeRunTask?(task: TaskLike): unknown
  onAfterRunTask?(task: TaskLike): unknown
  onTaskFinished?(task: TaskLike): unknown
  onTaskUpdate?(packs: readonly unknown[], events: readonly unknown[]): unknown
  onCleanupWorkerContext?(listener: () => unknown): unknown
}

export interface RunnerClass {
  readonly prototype: RunnerLike
}

export type GetHooks = (suite: TaskLike) => SuiteHooks

const ATTACHED = Symbol.for('watertight.attached')

/**
 * Attaches to every runner that is made of this class. Only the instance can be wrapped for good: Vitest
 * itself wraps some of its methods when it makes one, before set-up files are loaded.
 */
export function attachToRunner(runnerClass: RunnerClass, runtime: Runtime, getHooks: GetHooks): void {
  const { prototype } = runnerClass
  if (ATTACHED in prototype) return
  Object.defineProperty(prototype, ATTACHED, { value: true })
  const original = prototype.onBeforeRunFiles
  prototype.onBeforeRunFiles = function (this: RunnerLike, files) {
    attachToInstance(this, runtime, getHooks, files)
    return original?.call(this, files)
  }
}

/** Wraps one runner for the files that it is about to run; a second call only adds files. */
export function attachToInstance(
  runner: RunnerLike,
  runtime: Runtime,
  getHooks: GetHooks,
  files: readonly TaskLike['file'][],
): void {
  const attached = WATCHES.get(runner)
  if (attached) {
    attached.begin(files)
    return
  }
  const watch = new RunWatch(runtime, getHooks, runner)
  WATCHES.set(runner, watch)
  watch.begin(files)
  before(runner, 'onBeforeRunSuite', (suite) => watch.suiteBegins(suite))
  before(runner, 'onBeforeRunTask', (test) => watch.testBegins(test))
  before(runner, 'onTaskFinished', (test) => watch.bodyEnded(test))
  before(runner, 'onAfterRunTask', (test) => watch.testEnded(test))
  before(runner, 'onAfterRunSuite', (suite) => watch.suiteEnded(suite))
  before(runner, 'onAfterRunFiles', (files) => watch.end(files))
  runner.onCleanupWorkerContext?.(() => watch.workerEnds())
}

const WATCHES = new WeakMap<RunnerLike, RunWatch>()

type TaskHook =
  | 'onBeforeRunSuite'
  | 'onBeforeRunTask'
  | 'onTaskFinished'
  | 'onAfterRunTask'
  | 'onAfterRunSuite'
  | 'onAfterRunFiles'

/**
 * Runs ours before the runner's own: Vitest decides in its `onAfterRunTask` whether to bail out. Ours stays
 * synchronous when it can, since an `await` for nothing is paid by every test.
 */
function before<Name extends TaskHook>(
  runner: RunnerLike,
  name: Name,
  ours: (given: Parameters<NonNullable<RunnerLike[Name]>>[0]) => Promise<void> | null,
): void {
  const original = runner[name] as ((task: unknown) => unknown) | undefined
  const wrapped = (given: Parameters<typeof ours>[0]): unknown => {
    const work = ours(given)
    return work === null ? original?.call(runner, given) : work.then(() => original?.call(runner, given))
  }
  Object.defineProperty(runner, name, {
    value: wrapped,
    writable: true,
    configurable: true,
    enumerable: true,
  })
}
