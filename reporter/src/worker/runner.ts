import type { WorkerOptions } from '../worker-options.ts'
import type { RunnerLike } from './attach.ts'
import { mainContextRuntime } from './main-runtime.ts'

type RunnerConstructor = new (...args: unknown[]) => RunnerLike

interface WorkerState {
  readonly providedContext: { readonly watertight?: WorkerOptions }
}

/**
 * Stands in for a runner of the user's own. A runner that defines `onBeforeRunFiles` without calling its
 * super would never let us in; a subclass of it does.
 */
const state = Reflect.get(globalThis, '__vitest_worker__') as WorkerState
const path = state.providedContext.watertight?.runner ?? ''
const { default: UserRunner } = (await import(/* @vite-ignore */ path)) as { default: RunnerConstructor }

export default class WatertightRunner extends UserRunner {
  override onBeforeRunFiles(files: Parameters<NonNullable<RunnerLike['onBeforeRunFiles']>>[0]): unknown {
    mainContextRuntime()?.attach?.(this, files)
    return super.onBeforeRunFiles?.(files)
  }
}
