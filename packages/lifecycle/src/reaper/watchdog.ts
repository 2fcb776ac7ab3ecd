import { spawn } from 'node:child_process'
import type { Writable } from 'node:stream'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ProcessIdentity } from '@watertight/probe'
import { withinDeadline } from '../registry/deadline.ts'
import { sayCause } from '../registry/release-error.ts'
import type { Tell } from '../tell.ts'

/** What a reaper is told when it starts. */
export interface Charge {
  readonly session: string
  /** Where the session's record may be. */
  readonly directories: readonly string[]
  readonly owner: ProcessIdentity
  /** Whether the owner is a thread: its pipe ends with it, and its process lives on. */
  readonly isThread: boolean
}

/** A charge with the environment that commands run in, which is never written to a disk. */
export interface FullCharge extends Charge {
  readonly env: Readonly<Record<string, string>>
}

/** A reaper that waits. */
export interface Watchdog {
  readonly pid: number
  /** Tells it what is owned now, and whether it was told: a long record is sent only if it stands in no file. */
  readonly send: (record: string, when: 'if short' | 'whatever its length') => boolean
  /** Tells it that nothing is owned, upon which it ends without doing anything; resolves when it has. */
  readonly dismiss: () => Promise<void>
  /** Called when it was killed. */
  readonly onLost: (listener: () => void) => void
}

type Pipe = Writable & { readonly unref: () => void }

/**
 * What waits: a shell that keeps the newest line and blocks in `read` until the pipe's other end is closed, which the
 * kernel does with its owner, however that ends. Only then, and only if something is left, is Node started. It waits
 * in 3 ms and 1.7 MB, which Node itself needs 40 of.
 */
const SCRIPT = `# watertight: clears what a killed run leaves behind
trap '' HUP INT TERM QUIT
exec 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-
last=
IFS= read -r charge || exit 0
while IFS= read -r line; do last=$line; done
[ -n "$last" ] || exit 0
printf '%s\\n%s\\n' "$charge" "$last" | "$1" "$2"`

const DISMISS_MS = 1_000

// A shell reads a pipe byte by byte.
const LONGEST_LINE = 16 * 1024

/** From the sources as from the build: only Node's own JavaScript can be run without anything else. */
const MAIN = fileURLToPath(new URL('../../dist/reaper/main.js', import.meta.url))

/** Starts a reaper in a session of its own; `null`, told, where there is no shell to wait. */
export function startWatchdog(charge: Charge, tell: Tell): Watchdog | null {
  if (process.platform === 'win32') return null
  // Without an environment: neither NODE_OPTIONS nor anybody's marker may reach it.
  const args = ['-i', '/bin/sh', '-c', SCRIPT, 'watertight-reaper', process.execPath, MAIN]
  const child = spawn('/usr/bin/env', args, {
    cwd: '/',
    detached: true,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const { pid } = child
  // A pipe to a child is a socket, which its type does not say.
  const pipe = child.stdin as Pipe
  child.on('error', (error) =>
    tell(`no reaper could be started (${sayCause(error)}): a killed run leaves what it owns.`),
  )
  // It was killed, which `exit` tells.
  pipe.on('error', () => undefined)
  if (pid === undefined) return null
  child.unref()
  pipe.unref()
  const env = { ...process.env }
  pipe.write(`${JSON.stringify({ ...charge, env })}\n`)
  return {
    pid,
    send: (record, when) => {
      const isSent = when === 'whatever its length' || record.length <= LONGEST_LINE
      if (isSent) pipe.write(`${record}\n`)
      return isSent
    },
    dismiss: async () => {
      child.removeAllListeners('exit')
      const ended = once(child, 'exit')
      pipe.end('\n')
      // Somebody may have stopped it, and nothing depends on it any more.
      await withinDeadline(() => ended, DISMISS_MS).catch(() => undefined)
    },
    onLost: (listener) => child.once('exit', listener),
  }
}
