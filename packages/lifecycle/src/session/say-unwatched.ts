import type { Probe } from '@watertight/probe'
import type { Tell } from '../tell.ts'

/** What a process that says it leaves to those that it starts. */
const SAID = 'WATERTIGHT_UNWATCHED_SAID'

/**
 * Set in a process that a test runner starts for its files, often one for each: none of them knows what another has
 * said. NODE_TEST_CONTEXT is that of `node --test`.
 */
const WORKERS = ['VITEST_WORKER_ID', 'JEST_WORKER_ID', 'NODE_TEST_CONTEXT'] as const

/**
 * Says in one line what is lost where no process can be told from another: once, not again in what is started from
 * here, and not at all in the workers of a test runner, where it would be once a file.
 */
export function sayUnwatched(probe: Pick<Probe, 'name'>, tell: Tell, env = process.env): void {
  if ([SAID, ...WORKERS].some((name) => env[name] !== undefined)) return
  env[SAID] = '1'
  tell(wordUnwatched(probe))
}

function wordUnwatched({ name }: Pick<Probe, 'name'>): string {
  const where =
    name === 'windows'
      ? 'on Windows'
      : 'where processes cannot be read (neither /proc nor a `ps` with start times)'
  return `${where} nobody clears up after a run that is killed: there is neither a reaper nor a record for \`watertight sweep\`. What ends by itself releases all that it owns, but ends of processes only those that it started, not those that they started.`
}
