import type { GetHooks, RunnerClass } from './attach.ts'
import type { WorkerOptions } from '../worker-options.ts'
import { bundled } from './bundled.ts'
import type * as mainContext from './main-context.ts'
import type { Reloading } from './main-context.ts'

interface VitestModule {
  inject(key: string): unknown
  readonly TestRunner?: RunnerClass & { readonly getSuiteHooks?: GetHooks }
  readonly test: { extend: (...args: unknown[]) => unknown }
  readonly it: { extend: (...args: unknown[]) => unknown }
}

type MainModule = typeof mainContext

/**
 * Runs in the set-up file, inside Vite's module graph (and inside a vm context in the vm pools): finds the
 * runner's class of this Vitest, and hands it to the observer, which lives in the main context.
 */
export async function attachWorker(vitest: VitestModule): Promise<void> {
  const options = vitest.inject('watertight') as WorkerOptions | undefined
  if (options === undefined || options.mode === 'off') return
  const importing = importIntoMainContext()
  const { observe } = await importing
  const [runnerClass, getHooks] = await findRunner(vitest)
  const reloading = options.confirm?.how === 'reload' ? await findReloading() : undefined
  observe({
    options,
    errorClass: Error,
    // Of the language, whatever a library has put in place of the global one.
    promisePrototype: Object.getPrototypeOf(importing) as object,
    realm: globalThis,
    runnerClass,
    getHooks,
    ...(reloading && { reloading }),
    tests: [vitest.test, vitest.it],
  })
}

/** What Vitest runs a file with is exported for its browser runner, by all versions. The vm pools find it by its path only. */
async function findReloading(): Promise<Reloading> {
  const { createRequire } = process.getBuiltinModule('node:module')
  const { pathToFileURL } = process.getBuiltinModule('node:url')
  const path = createRequire(import.meta.url).resolve('vitest/internal/browser')
  const { startTests } = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as Pick<
    Reloading,
    'startTests'
  >
  return { startTests, forgetModule }
}

interface WorkerState {
  /** Vitest 3. */
  readonly moduleCache?: { delete(path: string): unknown }
  /** Vitest 4 and later. */
  readonly evaluatedModules?: {
    readonly fileToModulesMap: ReadonlyMap<string, Iterable<object>>
    invalidateModule(module: object): void
  }
}

function forgetModule(path: string): void {
  const { moduleCache, evaluatedModules } = Reflect.get(globalThis, '__vitest_worker__') as WorkerState
  if (evaluatedModules?.fileToModulesMap === undefined) moduleCache?.delete(path)
  for (const module of evaluatedModules?.fileToModulesMap.get(path) ?? [])
    evaluatedModules?.invalidateModule(module)
}

/** The main context is reached through Node's own `require`, which neither Vite nor the vm pools replace here. */
async function importIntoMainContext(): Promise<MainModule> {
  const { createRequire } = process.getBuiltinModule('node:module')
  const load = createRequire(import.meta.url)('./load.cjs') as (specifier: string) => Promise<MainModule>
  return load(bundled('main-context').href)
}

/** 4.1 and later export the class; 3.2 and 4.0 have modules for it, which 5 removed: hence not a literal import. */
async function findRunner(vitest: VitestModule): Promise<[RunnerClass, GetHooks]> {
  const { TestRunner } = vitest
  if (TestRunner?.getSuiteHooks) return [TestRunner, TestRunner.getSuiteHooks]
  const [runners, suite] = ['vitest/runners', 'vitest/suite']
  const { VitestTestRunner } = (await import(/* @vite-ignore */ runners)) as {
    VitestTestRunner: RunnerClass
  }
  const { getHooks } = (await import(/* @vite-ignore */ suite)) as { getHooks: GetHooks }
  return [VitestTestRunner, getHooks]
}
