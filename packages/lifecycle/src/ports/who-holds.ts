import { createProbe, markerVariable } from '@watertight/probe'
import type { Probe, ProcessInfo } from '@watertight/probe'
import { expectMet, portNumber } from '../expect.ts'
import { listPids } from '../processes/list-pids.ts'
import { isBlind } from '../processes/standing.ts'
import { listSessions } from '../session/list-sessions.ts'
import type { RecordedSession } from '../session/list-sessions.ts'
import type { ProcessEntry } from '../session/record.ts'
import { isFreePort } from './free-port.ts'
import type { PortHolder, PortHolding } from './holder.ts'
import { readSessionMarks } from './session-marks.ts'
import type { SessionMark } from './session-marks.ts'
import { codeOf } from '../thrown.ts'

/** Where it is looked. */
export interface WhoHoldsOptions {
  readonly probe?: Probe
  /** Where sessions are recorded. */
  readonly directories?: readonly string[]
}

/** Says who listens on a TCP port of this machine, and whether it is ours. */
export async function whoHolds(port: number, options: WhoHoldsOptions = {}): Promise<PortHolding> {
  expectMet('port', port, portNumber)
  const { probe = createProbe() } = options
  if (isBlind(probe)) return holdingUnseen(port)
  const infos = findListeners(port, probe)
  if (infos.length === 0) return { port, state: (await isFreePort(port)) ? 'free' : 'held', holders: [] }
  const sessions = listSessions(options).filter(
    (session): session is RecordedSession => session.state !== 'refused',
  )
  const holders = infos.map(({ info, addresses }) => judge(info, addresses, sessions, probe))
  return { port, state: 'held', holders }
}

async function holdingUnseen(port: number): Promise<PortHolding> {
  const isFree = await isFreePort(port)
  return isFree ? { port, state: 'free', holders: [] } : { port, state: 'held', holders: [], isBlind: true }
}

interface Listener {
  readonly info: ProcessInfo
  readonly addresses: readonly string[]
}

function findListeners(port: number, probe: Probe): Listener[] {
  const ports = probe.listeningPorts(listPids())
  return [...ports].flatMap(([pid, all]) => {
    const addresses = all.filter((address) => address.endsWith(`:${port}`))
    const info = addresses.length === 0 ? null : probe.readProcess(pid)
    return info === null ? [] : [{ info, addresses }]
  })
}

function judge(
  info: ProcessInfo,
  addresses: readonly string[],
  sessions: readonly RecordedSession[],
  probe: Probe,
): PortHolder {
  const { identity, command, startedAtMs } = info
  const holder = {
    identity,
    pid: identity.pid,
    command,
    addresses,
    ...(startedAtMs === undefined ? {} : { startedAtMs }),
  }
  return {
    ...holder,
    ...(proveByRecord(info, sessions) ?? proveByMark(info, sessions, probe) ?? foreign(info)),
  }
}

type Proof = Pick<PortHolder, 'standing' | 'name' | 'projectRoot' | 'tree'>

/** The very process that a record names. */
function proveByRecord({ identity }: ProcessInfo, sessions: readonly RecordedSession[]): Proof | null {
  for (const session of sessions) {
    const entry = processesOf(session).find(
      ({ root }) =>
        root.pid === identity.pid &&
        root.startTicks === identity.startTicks &&
        root.bootId === identity.bootId,
    )
    if (entry !== undefined) return { ...standingOf(session), ...proofOf(session, entry) }
  }
  return null
}

/** A process that carries the mark of a session: of a recorded one, or of one whose owner is proved to have ended. */
function proveByMark(info: ProcessInfo, sessions: readonly RecordedSession[], probe: Probe): Proof | null {
  const marks = readSessionMarks(info.identity.pid)
  for (const mark of marks) {
    const session = sessions.find(({ record }) => record.session === mark.session)
    if (session === undefined) continue
    const entry = processesOf(session).find(({ marker }) => marker === mark.value)
    if (entry !== undefined) return { ...standingOf(session), ...proofOf(session, entry) }
    return { ...standingOf(session), projectRoot: session.record.projectRoot, tree: treeOf(info, mark) }
  }
  const [mark] = marks
  if (mark === undefined) return null
  const isStale = marks.every(({ ownerPid }) => isOwnerGone(ownerPid, info, probe))
  return { standing: isStale ? 'stale' : 'ours', tree: treeOf(info, mark) }
}

/** Whoever has the owner's pid now, and is younger than what the owner started, is another process. */
function isOwnerGone(ownerPid: number, { identity }: ProcessInfo, probe: Probe): boolean {
  const now = probe.readProcess(ownerPid)
  if (now !== null) return now.identity.startTicks > identity.startTicks
  try {
    process.kill(ownerPid, 0)
    return false
  } catch (error) {
    return codeOf(error) === 'ESRCH'
  }
}

function standingOf({ state }: RecordedSession): Pick<Proof, 'standing'> {
  return { standing: state === 'live' ? 'ours' : 'stale' }
}

function proofOf({ record }: RecordedSession, entry: ProcessEntry): Omit<Proof, 'standing'> {
  const mark = { variable: markerVariable(record.session), value: entry.marker }
  const tree = { root: entry.root, members: entry.members, mark }
  return { name: entry.name, projectRoot: record.projectRoot, tree }
}

function treeOf({ identity }: ProcessInfo, { session, value }: SessionMark): Proof['tree'] {
  return { root: identity, mark: { variable: markerVariable(session), value } }
}

function foreign({ identity }: ProcessInfo): Proof {
  return { standing: 'foreign', tree: { root: identity } }
}

function processesOf({ record }: RecordedSession): ProcessEntry[] {
  return record.entries.filter((entry): entry is ProcessEntry => entry.kind === 'process')
}
