import * as vitest from 'vitest'
import { attachWorker } from './bootstrap.ts'
import { leaveReason } from './reason.ts'

interface WorkerState {
  readonly current?: Parameters<typeof leaveReason>[0]
}

// A set-up file that throws fails every test: what we cannot observe is said, and the tests run.
try {
  await attachWorker(vitest as unknown as Parameters<typeof attachWorker>[0])
} catch (error) {
  const state = Reflect.get(globalThis, '__vitest_worker__') as WorkerState | undefined
  leaveReason(state?.current, error)
}
