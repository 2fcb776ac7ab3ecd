import { endProcesses, systemClock } from '@watertight/lifecycle'
import type { EndedProcess } from '@watertight/lifecycle'
import type { Probe } from '@watertight/probe'
import type { Containment, Member } from './contain/containment.ts'
import { keyOf } from './contain/recorder.ts'

/** Lists the processes that must not be there any more. */
export type Scan = () => readonly Member[]

const LONGEST_PAUSE_MS = 50
/** Passes after which a tree that never stands still is taken as it was last seen. */
const MOST_PASSES = 20

/**
 * Lists what a command left: what is about to end gets `settleMs`, and then two passes must agree, because a process
 * that forks between two looks is in neither of them.
 */
export async function findLeftovers(
  scan: Scan,
  settleMs: number,
  hurry: AbortSignal,
): Promise<readonly Member[]> {
  const deadline = systemClock.now() + settleMs
  let former = scan()
  for (let pass = 1, pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const isOver = hurry.aborted || systemClock.now() >= deadline
    if (!isOver && former.length > 0) await systemClock.sleep(pauseMs)
    const found = scan()
    const isDone = found.length === 0 || isOver
    if (isDone && (isSame(found, former) || pass === MOST_PASSES)) return found
    if (isOver) pass += 1
    former = found
  }
}

/** What ending leftovers needs. */
export interface EndMeans {
  readonly scan: Scan
  readonly probe: Probe
  readonly graceMs: number
  /** Ends everything that is contained at once; absent where something contained may stay. */
  readonly endAll?: Containment['endAll']
  readonly hurry: AbortSignal
}

/** What became of one leftover. */
export interface EndedLeftover extends EndedProcess {
  readonly command: string
}

/** Rounds of ending: a process may fork while it is being ended, or have somebody who starts it again. */
const MOST_ROUNDS = 10

/** Ends leftovers, and whatever they fork meanwhile; each is proved once more before each signal. */
export async function endLeftovers(
  leftovers: readonly Member[],
  means: EndMeans,
): Promise<readonly EndedLeftover[]> {
  const ended = new Map<string, EndedLeftover>()
  let targets = leftovers
  for (let round = 0; targets.length > 0 && round < MOST_ROUNDS; round++) {
    const ends = round < FIRST_AT_ONCE ? [] : endAtOnce(targets, means)
    ends.push(...(await endOnce(targets, round === 0 ? means.graceMs : 0, means)))
    for (const end of ends) if (!ended.has(keyOf(end.identity))) ended.set(keyOf(end.identity), end)
    targets = means.scan().filter(({ info }) => !ended.has(keyOf(info.identity)))
  }
  return [...ended.values()]
}

/** From this round on the kernel is asked to end all: who is still there has escaped twice. */
const FIRST_AT_ONCE = 2

function endAtOnce(targets: readonly Member[], { endAll, probe }: EndMeans): EndedLeftover[] {
  const living = targets.filter(({ proof, info }) => proof === 'cgroup' && probe.isAlive(info.identity))
  if (endAll?.() !== true) return []
  return living.map(({ info }) => ({
    identity: info.identity,
    command: info.command,
    outcome: 'ended',
    signal: 'SIGKILL',
  }))
}

async function endOnce(
  targets: readonly Member[],
  graceMs: number,
  { probe, hurry }: EndMeans,
): Promise<EndedLeftover[]> {
  const identities = targets.map(({ info }) => info.identity)
  const endNow = (): void => void endProcesses(identities, { probe, graceMs: 0 })
  hurry.addEventListener('abort', endNow)
  const ended = await endProcesses(identities, { probe, graceMs: hurry.aborted ? 0 : graceMs })
  hurry.removeEventListener('abort', endNow)
  return ended.map((end, index) => ({ ...end, command: targets[index]?.info.command ?? '' }))
}

function isSame(some: readonly Member[], others: readonly Member[]): boolean {
  const keys = new Set(others.map(({ info }) => keyOf(info.identity)))
  return some.length === keys.size && some.every(({ info }) => keys.has(keyOf(info.identity)))
}
