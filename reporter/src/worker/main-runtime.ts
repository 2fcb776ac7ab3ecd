import type { Runtime } from './runtime.ts'

/** The runtime of this thread, seen from inside a vm context too; `undefined` when nothing is observed. */
export function mainContextRuntime(): Runtime | undefined {
  const { runInThisContext } = process.getBuiltinModule('node:vm')
  return runInThisContext('globalThis[Symbol.for("watertight.runtime")]') as Runtime | undefined
}
