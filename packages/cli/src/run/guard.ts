import { spawn } from 'node:child_process'
import type { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { ProcessIdentity } from '@watertight/probe'
import type { Handle } from './contain/containment.ts'
import type { Origin } from './contain/family.ts'

/** Somebody who ends what a command leaves if we are killed before we can. */
export interface Guard {
  /** Before the command is started: from now on our death is acted on. */
  readonly instruct: (orders: GuardOrders) => void
  /** All is done: it ends. */
  readonly dismiss: () => void
}

/** What the guard must know. */
export interface GuardOrders {
  readonly handle: Handle
  readonly origin: Origin
  /** Whose death it waits for. */
  readonly owner: ProcessIdentity
  readonly allow: readonly string[]
  readonly grace: number
}

const MAIN = fileURLToPath(import.meta.url).replace(/guard(\.[jt]s)$/, 'guard-main$1')

// A shell waits in 2 MB where Node would need 40. Its orders are the first line; it goes if it gets another one, and
// acts if there is none.
const WAIT = 'IFS= read -r orders && { read -r word || exec "$@" "$orders"; }'

/**
 * Posts a guard in a session of its own, so that neither the death of our process group nor that of the terminal
 * reaches it. SIGKILL leaves us no time, but it closes the pipe.
 */
export function postGuard(): Guard {
  const guard = spawn('sh', ['-c', WAIT, 'sh', process.execPath, MAIN], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Where there is no shell, nobody guards.
  guard.on('error', () => undefined)
  // None where there were no descriptors left for it.
  const pipe = guard.stdin as Writable | null
  pipe?.on('error', () => undefined)
  guard.unref()
  return {
    instruct: (orders) => void pipe?.write(`${JSON.stringify(orders)}\n`),
    dismiss: () => void pipe?.end('done\n'),
  }
}
