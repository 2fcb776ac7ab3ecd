import type { ProcessIdentity } from '@watertight/probe'
import { DeadlineError, withinDeadline } from '../registry/deadline.ts'
import { endTree, killTree } from './end-tree.ts'
import type { EndTreeOptions } from './end-tree.ts'
import type { EndSignal } from './end-processes.ts'
import { canBeProved } from './standing.ts'
import type { StartedProcess } from './start.ts'
import type { ProcessTree } from './tree.ts'

/** A process that was started here, and its tree. */
export type StartedTree = ProcessTree & { readonly root: ProcessIdentity }

type Child = Pick<StartedProcess, 'child' | 'ended'>

const GRACE_MS = 5_000
const KILL_MS = 5_000

/** Ends what was started, with all that came from it where that can be proved; throws when something still runs. */
export async function endStarted(child: Child, tree: StartedTree, options: EndTreeOptions): Promise<void> {
  if (!canBeProved(tree.root)) return endByHandle(child, tree.root.pid, options)
  const { survivors } = await endTree(tree, options)
  if (survivors.length === 0) return
  const names = survivors.map(({ identity, command }) => `${identity.pid} (${command})`)
  throw new Error(`still running: ${names.join(', ')}`)
}

/** Sends SIGKILL to the same, at once and without waiting. */
export function killStarted({ child }: Child, tree: StartedTree, options: EndTreeOptions): void {
  if (canBeProved(tree.root)) killTree(tree, options)
  else child.kill('SIGKILL')
}

/**
 * Where no start time can be read, a child is still proved by its handle: until Node has seen its end, the system gives
 * its pid to nobody else. What came from it is proved by nothing, and left alone.
 */
async function endByHandle({ child, ended }: Child, pid: number, options: EndTreeOptions): Promise<void> {
  const { graceMs = GRACE_MS, hurry } = options
  const endsWithin = async (signal: EndSignal, timeoutMs: number): Promise<boolean> => {
    child.kill(signal)
    return settlesWithin(signal === 'SIGTERM' ? Promise.race([ended, hurried(hurry)]) : ended, timeoutMs)
  }
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null
  if (isOver() || ((await endsWithin('SIGTERM', graceMs)) && isOver())) return
  if (!(await endsWithin('SIGKILL', KILL_MS))) throw new Error(`still running: ${pid}`)
}

function hurried(hurry: AbortSignal | undefined): Promise<void> {
  return new Promise((done) => {
    if (hurry?.aborted === true) done()
    else hurry?.addEventListener('abort', () => done(), { once: true })
  })
}

async function settlesWithin(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  try {
    await withinDeadline(() => work, timeoutMs)
    return true
  } catch (error) {
    if (error instanceof DeadlineError) return false
    throw error
  }
}
