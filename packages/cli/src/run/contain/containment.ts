import type { Probe, ProcessInfo } from '@watertight/probe'
import { cgroupAt, createCgroup } from './cgroup.ts'
import type { Cgroup } from './cgroup.ts'
import { createMark, markedMembers } from './mark.ts'
import type { Mark } from './mark.ts'

/** How the processes of one command are told from all others. */
export interface Containment {
  readonly kind: 'cgroup' | 'marker'
  readonly handle: Handle
  /** Why there is no cgroup; absent where there is one. */
  readonly why?: string
  /** What the command must inherit. */
  readonly environment: NodeJS.ProcessEnv
  readonly descriptors: Mark['descriptors']
  /** Calls what starts the command, in the very place where it must be born. */
  readonly start: <T>(spawn: () => T) => T
  /** Pids that the kernel keeps together, at little cost; none where only marks are used. */
  readonly pids: () => readonly number[]
  /** Living processes that the kernel or an inherited mark proves to be the command's. */
  readonly members: () => readonly Member[]
  /** How many processes could not be asked for their marks; those are neither the command's nor not. */
  readonly unreadable: () => number
  /** Ends all members at once, those included that fork faster than they are counted; `false` where that is impossible. */
  readonly endAll: () => boolean
  /** Gives back what containment itself took; processes that stay return to where the command came from. */
  readonly close: () => Promise<void>
}

/** By what another process knows the same members; plain data. */
export interface Handle {
  readonly session: string
  /** Folder of the cgroup. */
  readonly cgroup: string | null
  /** The file that members hold. */
  readonly file: string | null
}

/** A process, and what proves that it belongs to the command. */
export interface Member {
  readonly info: ProcessInfo
  readonly proof: 'cgroup' | 'environment' | 'descriptor' | 'recorded' | 'parent' | 'session'
}

/** What one containment is made of. */
export interface ContainmentOptions {
  /** 16 hexadecimal digits that no other run has. */
  readonly session: string
  readonly probe: Probe
  /** `false`: do without a cgroup even where it is allowed. */
  readonly cgroup: boolean
}

/** Takes a cgroup where the kernel allows it, and marks everywhere: a process may leave a cgroup, or lose a mark. */
export function createContainment({ session, probe, cgroup }: ContainmentOptions): Containment {
  const group = cgroup ? createCgroup(`watertight-${session}`) : { why: 'switched off by `--no-cgroup`' }
  return 'why' in group
    ? markedOnly(session, createMark(session, probe, true), group.why)
    : grouped(session, group, createMark(session, probe, false), probe)
}

function markedOnly(session: string, mark: Mark, why: string): Containment {
  return {
    kind: 'marker',
    handle: { session, cgroup: null, file: mark.file },
    why,
    environment: mark.environment,
    descriptors: mark.descriptors,
    start: (spawn) => spawn(),
    pids: () => [],
    members: mark.members,
    unreadable: mark.unreadable,
    endAll: () => false,
    close() {
      mark.close()
      return Promise.resolve()
    },
  }
}

function grouped(session: string, group: Cgroup, mark: Mark, probe: Probe): Containment {
  return {
    kind: 'cgroup',
    handle: { session, cgroup: group.folder, file: mark.file },
    environment: mark.environment,
    descriptors: mark.descriptors,
    start: group.start,
    pids: group.pids,
    members: () => [...membersOf(group, probe), ...mark.members()],
    // What the kernel keeps together is known without asking.
    unreadable: () => 0,
    endAll: group.endAll,
    close() {
      mark.close()
      return group.close()
    },
  }
}

/** The same containment, seen from another process. */
export function openContainment(
  { session, cgroup, file }: Handle,
  probe: Probe,
): Pick<Containment, 'members' | 'endAll' | 'close'> {
  const marked = (): Member[] => markedMembers(session, file, probe)
  if (cgroup === null) return { members: marked, endAll: () => false, close: () => Promise.resolve() }
  const group = cgroupAt(cgroup)
  return {
    members: () => [...membersOf(group, probe), ...marked()],
    endAll: group.endAll,
    close: group.close,
  }
}

/** Listed before and after it was identified: a pid that passed to a stranger in between is not in both lists. */
function membersOf(group: Cgroup, probe: Probe): Member[] {
  const infos = group.pids().flatMap((pid) => probe.readProcess(pid) ?? [])
  const still = new Set(infos.length === 0 ? [] : group.pids())
  return infos.filter(({ identity }) => still.has(identity.pid)).map((info) => ({ info, proof: 'cgroup' }))
}
