import type { ProcessIdentity, ProcessInfo } from '@watertight/probe'
import type { Clock } from '../clock.ts'
import type { EndSignal } from './end-processes.ts'
import { createHunt, keyOf, look, signalOnce, trySignal } from './hunt.ts'
import type { Hunt } from './hunt.ts'
import type { Kill } from './standing.ts'
import type { ProcessTree, TreeProbe } from './tree.ts'

/** How a tree is ended. */
export interface EndTreeOptions {
  readonly probe: TreeProbe
  /** How long it may take to end after SIGTERM, in ms; 5,000 by default. */
  readonly graceMs?: number
  /** `systemKill` by default: `process.kill`, where pids can be told. */
  readonly kill?: Kill
  readonly clock?: Clock
  /**
   * Called before more than one process is signalled, with all that are known: should whoever ends them be killed when
   * only the root has ended, nothing else tells any more whose the others are.
   */
  readonly onMembers?: (members: readonly ProcessIdentity[]) => void
  /** Aborted, it stops waiting for the grace: SIGKILL follows at once. */
  readonly hurry?: AbortSignal
}

/** What became of a tree. */
export interface EndedTree {
  /** Everything that was signalled, and the last signal that it was sent. */
  readonly signalled: readonly { readonly process: ProcessInfo; readonly signal: EndSignal }[]
  /** What still runs: it could not be signalled, or even SIGKILL did not end it. */
  readonly survivors: readonly ProcessInfo[]
}

const GRACE_MS = 5_000
// SIGKILL cannot be refused, but a process in an uninterruptible system call gets it only afterwards.
const KILL_MS = 5_000
const LONGEST_PAUSE_MS = 50
// A process that forks while the machine is being read can escape one look, but not the next.
const QUIET_LOOKS = 2

/**
 * Ends a process with everything that came from it: SIGTERM to each, and SIGKILL to those that are left after
 * `graceMs`, those among them that were started meanwhile. It is over when two looks in a row find nobody.
 */
export async function endTree(tree: ProcessTree, options: EndTreeOptions): Promise<EndedTree> {
  const hunt = createHunt(tree, options)
  const isOver =
    (await pursue(hunt, 'SIGTERM', options.graceMs ?? GRACE_MS)) || (await pursue(hunt, 'SIGKILL', KILL_MS))
  return { signalled: [...hunt.sent.values()], survivors: isOver ? [] : look(hunt) }
}

/** Sends SIGKILL to everything of a tree, at once and without waiting: for when there is no time left. */
export function killTree(tree: ProcessTree, options: EndTreeOptions): void {
  const hunt = createHunt(tree, options)
  for (const member of look(hunt)) signalOnce(hunt, member, 'SIGKILL')
}

/** Whether nobody is left within `timeoutMs`. */
async function pursue(hunt: Hunt, signal: EndSignal, timeoutMs: number): Promise<boolean> {
  let deadline: number | undefined
  let quiet = 0
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const members = look(hunt)
    quiet = members.length === 0 ? quiet + 1 : 0
    if (quiet >= QUIET_LOOKS) return true
    await signalStill(hunt, members, signal)
    // Only now do they run with the signal: the time that it took to stop them is not theirs.
    deadline ??= hunt.clock.now() + timeoutMs
    const leftMs = deadline - hunt.clock.now()
    if (leftMs <= 0 || (signal === 'SIGTERM' && hunt.hurry?.aborted === true)) return false
    if (quiet === 0) await hunt.clock.sleep(Math.min(pauseMs, leftMs))
  }
}

/**
 * Signals members that stand still. One that is signalled while it forks ends before its child is seen, and nothing
 * shows any more whose child it was if it has dropped its environment: so all are stopped first, and looked for again
 * until nobody is new and nobody moves.
 */
async function signalStill(hunt: Hunt, members: ProcessInfo[], signal: EndSignal): Promise<void> {
  const isSent = ({ identity }: ProcessInfo): boolean => hunt.sent.get(keyOf(identity))?.signal === signal
  if (members.every(isSent)) return
  const still = await freeze(hunt, members)
  if (still.length > 1) hunt.onMembers?.([...hunt.seen.values()])
  for (const member of still) signalOnce(hunt, member, signal)
  // SIGTERM is only seen by what runs.
  for (const { identity } of still) trySignal(hunt, identity, 'SIGCONT')
}

// One in an uninterruptible system call does not stop, nor does what waits for a child between vfork and exec: both
// show as D on Linux, and as U on macOS (ps(1)). All others stop as soon as they get a processor, which on a busy machine takes its time.
const BLOCKED_MS = 200
const FREEZE_MS = 5_000
const STOPPED: ReadonlySet<string> = new Set(['T', 't'])
const UNINTERRUPTIBLE: ReadonlySet<string> = new Set(['D', 'U'])

async function freeze(hunt: Hunt, members: ProcessInfo[]): Promise<ProcessInfo[]> {
  if (process.platform === 'win32') return members
  const startedMs = hunt.clock.now()
  let found = members
  for (let pauseMs = 0; ;) {
    const moving = found.filter(({ state }) => !STOPPED.has(state))
    // What may not be signalled does not stop, however long it is waited for.
    const stopping = moving.filter(({ identity }) => trySignal(hunt, identity, 'SIGSTOP'))
    const isBlocked = stopping.every(({ state }) => UNINTERRUPTIBLE.has(state))
    const elapsedMs = hunt.clock.now() - startedMs
    if (stopping.length === 0 || elapsedMs > (isBlocked ? BLOCKED_MS : FREEZE_MS)) return found
    await hunt.clock.sleep(pauseMs)
    const known = hunt.seen.size
    found = look(hunt)
    // Each look reads the whole machine, and only what is new could escape the next one.
    pauseMs = hunt.seen.size > known ? 0 : Math.min(Math.max(pauseMs * 2, 1), LONGEST_PAUSE_MS)
  }
}
