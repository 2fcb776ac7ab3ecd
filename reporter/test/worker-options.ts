import { resolveOptions } from '../src/options.ts'
import type { WatertightOptions } from '../src/options.ts'
import type { WorkerOptions } from '../src/worker-options.ts'
import { ROOT } from './records.ts'

/** What a worker is told when the user set no more than this. */
export function workerOptions(
  given: WatertightOptions = {},
  told: Partial<WorkerOptions> = {},
): WorkerOptions {
  return {
    ...resolveOptions(given, {}),
    session: '0123456789abcdef',
    root: ROOT,
    vitestMajor: 4,
    teardownTimeoutMs: 10_000,
    known: [],
    ...told,
  }
}
