import type { WorkerOptions } from '../worker-options.ts'
import { attachToInstance, attachToRunner } from './attach.ts'
import type { GetHooks, RunnerClass } from './attach.ts'
import { ignoreRunnerTimers } from './runner-timers.ts'
import { installRuntime } from './runtime.ts'
import type { Runtime } from './runtime.ts'

/** How a test file is loaded and run once more in this worker. */
export interface Reloading {
  readonly startTests: NonNullable<Runtime['startTests']>
  readonly forgetModule: NonNullable<Runtime['forgetModule']>
}

export interface Attachment {
  readonly options: WorkerOptions
  /** The `Error` of the user's realm: its formatter knows the source maps. */
  readonly errorClass: ErrorConstructor
  /** That of the promises in the user's realm. */
  readonly promisePrototype: object
  /** The global object that Vitest runs the tests with. */
  readonly realm: object
  readonly runnerClass: RunnerClass
  readonly getHooks: GetHooks
  /** Set where files are to be loaded several times. */
  readonly reloading?: Reloading
  readonly tests: readonly { extend: (...args: unknown[]) => unknown }[]
}

/** Begins to observe this thread; a second file in the same worker finds everything in place. */
export function observe(attachment: Attachment): void {
  const runtime = installRuntime()
  runtime.observe(attachment.options)
  runtime.ledger.stacks.errorClass = attachment.errorClass
  runtime.hidePromiseMarks(attachment.promisePrototype)
  Object.assign(runtime, attachment.reloading)
  ignoreRunnerTimers(attachment.realm, runtime.ledger)
  const { runnerClass, getHooks } = attachment
  runtime.attach = (runner, files) => attachToInstance(runner, runtime, getHooks, files)
  attachToRunner(runnerClass, runtime, getHooks)
  for (const test of attachment.tests) runtime.fixtures.patch(test)
}
