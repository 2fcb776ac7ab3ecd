import type { WorkerOptions } from '../worker-options.ts'
import { attachToInstance, attachToRunner } from './attach.ts'
import type { GetHooks, RunnerClass } from './attach.ts'
import { ignoreRunnerTimers } from './runner-timers.ts'
import { installRuntime } from './runtime.ts'

export interface Attachment {
  readonly options: WorkerOptions
  /** The `Error` of the user's realm: its formatter knows the source maps. */
  readonly errorClass: ErrorConstructor
  /** The global object that Vitest runs the tests with. */
  readonly realm: object
  readonly runnerClass: RunnerClass
  readonly getHooks: GetHooks
  readonly tests: readonly { extend: (...args: unknown[]) => unknown }[]
}

/** Begins to observe this thread; a second file in the same worker finds everything in place. */
export function observe(attachment: Attachment): void {
  const runtime = installRuntime()
  runtime.observe(attachment.options)
  runtime.ledger.errorClass = attachment.errorClass
  ignoreRunnerTimers(attachment.realm, runtime.ledger)
  const { runnerClass, getHooks } = attachment
  runtime.attach = (runner, files) => attachToInstance(runner, runtime, getHooks, files)
  attachToRunner(runnerClass, runtime, getHooks)
  for (const test of attachment.tests) runtime.fixtures.patch(test)
}
