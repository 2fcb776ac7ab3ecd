import { isDeadState } from '@watertight/probe'
import type { Probe, ProcessInfo } from '@watertight/probe'
import type { Member } from './containment.ts'
import { listPids } from './mark.ts'
import { keyOf } from './recorder.ts'

/** Where a command came from; plain data. */
export interface Origin {
  /**
   * The session in which it was started, which it shares with strangers; null when unknown, 0 when it was begun outside
   * our pid namespace, as in a sandbox.
   */
  readonly session: number | null
  /** When it was started: whatever is older does not descend from it. */
  readonly startTicks: number
}

/**
 * The members and all that they brought about: their children, and whoever shares a session with them.
 *
 * Both prove descent. A child names its parent. A session other than the command's first one was begun by a descendant
 * of it, because a process can leave its session only by beginning a new one, and can join none (setsid(2)).
 */
export function familyOf(members: readonly Member[], origin: Origin, probe: Probe): readonly Member[] {
  const family = new Map<string, Member>()
  for (const member of members.filter(({ info }) => mayDescend(info, origin))) {
    const key = keyOf(member.info.identity)
    if (!family.has(key)) family.set(key, member)
  }
  if (family.size === 0) return []
  const table = readTable(probe)
  let size = -1
  while (family.size > size) {
    size = family.size
    for (const member of relativesOf(family, table, origin, probe))
      family.set(keyOf(member.info.identity), member)
  }
  return [...family.values()]
}

/** Whether a process is neither we nor our parent, nor older than the command. */
export function mayDescend({ identity }: ProcessInfo, { startTicks }: Origin): boolean {
  const isOther = identity.pid !== process.pid && identity.pid !== process.ppid
  return isOther && identity.startTicks >= startTicks
}

/** All processes that can be seen; where they can only be seen one by one through ps(1), none. */
function readTable(probe: Probe): ProcessInfo[] {
  if (probe.name !== 'procfs') return []
  return listPids()
    .flatMap((pid) => probe.readProcess(pid) ?? [])
    .filter(({ state }) => !isDeadState(state))
}

function relativesOf(
  family: ReadonlyMap<string, Member>,
  table: readonly ProcessInfo[],
  origin: Origin,
  probe: Probe,
): Member[] {
  // A relative that still lives after the table was read was what it is all the time.
  const known = [...family.values()].map(({ info }) => info).filter(({ identity }) => probe.isAlive(identity))
  const parents = new Set(known.map(({ identity }) => identity.pid))
  const sessions = sessionsBegunBy(known, table, origin)
  return table
    .filter((info) => mayDescend(info, origin) && !family.has(keyOf(info.identity)))
    .flatMap((info): Member[] => {
      if (parents.has(info.ppid)) return [{ info, proof: 'parent' }]
      return sessions.has(info.session) ? [{ info, proof: 'session' }] : []
    })
}

/** Sessions that cannot have been begun by anybody else: not the first one, and none that holds anything older. */
function sessionsBegunBy(
  known: readonly ProcessInfo[],
  table: readonly ProcessInfo[],
  { session: first, startTicks }: Origin,
): ReadonlySet<number> {
  // Where the first one is unknown, none can be told from it.
  if (first === null) return new Set()
  const older = table.filter(({ identity }) => identity.startTicks < startTicks)
  const foreign = new Set([0, first, ...older.map(({ session }) => session)])
  return new Set(known.map(({ session }) => session).filter((session) => !foreign.has(session)))
}
