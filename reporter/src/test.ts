import type { Kind } from '@watertight/findings'
import { allowEntry } from './options.ts'
import { mainContextRuntime } from './worker/main-runtime.ts'

export { test } from './fixtures/test.ts'
export type { WatertightFixtures } from './fixtures/test.ts'
export type { Kit } from './fixtures/kit.ts'

export interface AllowLeak {
  readonly kind?: Kind
  /** Matches what the finding says of its target; `*` stands for anything. */
  readonly target?: string | RegExp
  /** Why the leak is accepted: shown to whoever reads the test. */
  readonly reason: string
}

/**
 * Marks one resource as kept on purpose: a server, socket, child process, worker, timer, FileHandle, or descriptor number.
 * Returns it, so that it can stand where the resource is made.
 */
export function keep<T extends object | number>(resource: T, reason: string): T {
  if (reason.trim() === '')
    throw new TypeError('Expected `reason` to say why the resource is kept, got an empty string.')
  if (typeof resource === 'number') mainContextRuntime()?.keptDescriptors.add(resource)
  else keepObject(resource)
  return resource
}

function keepObject(resource: object): void {
  const runtime = mainContextRuntime()
  for (const part of [resource, ...handlesOf(resource)]) runtime?.kept.add(part)
}

/** A worker or a broadcast channel keeps its handle under a private symbol, and the handle does not name it. */
function handlesOf(resource: object): object[] {
  const symbols = Object.getOwnPropertySymbols(resource).filter(
    ({ description }) => description === 'kHandle',
  )
  const handles = symbols.map((symbol): unknown => Reflect.get(resource, symbol))
  return handles.filter((handle) => typeof handle === 'object' && handle !== null)
}

/** Accepts matching leaks of the running test; outside of a test, of the file. Does nothing when nothing is observed. */
export function allowLeak(entry: AllowLeak): void {
  const resolved = allowEntry(entry, 'allowLeak')
  mainContextRuntime()?.context.current().scope.allow(resolved)
}
