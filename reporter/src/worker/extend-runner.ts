import type { RunnerLike } from './attach.ts'
import { mainContextRuntime } from './main-runtime.ts'

type RunnerConstructor = new (...args: unknown[]) => RunnerLike

/**
 * A subclass of a runner of the user's own. One that defines `onBeforeRunFiles` without calling its super
 * would never let us in; its subclass does.
 */
export function extendRunner(userRunner: RunnerConstructor): RunnerConstructor {
  return class WatertightRunner extends userRunner {
    override onBeforeRunFiles(files: Parameters<NonNullable<RunnerLike['onBeforeRunFiles']>>[0]): unknown {
      mainContextRuntime()?.attach?.(this, files)
      return super.onBeforeRunFiles?.(files)
    }
  }
}
