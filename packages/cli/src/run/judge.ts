import type { Finding, StartedContainer, Unchecked } from '@watertight/findings'
import { isBlind } from '@watertight/lifecycle'
import type { Probe, ProcessInfo } from '@watertight/probe'
import { createAllowance, withoutAllowed } from './allow.ts'
import type { Member } from './contain/containment.ts'
import { endAllOf } from './contain/end-all.ts'
import { familyOf } from './contain/family.ts'
import type { Origin } from './contain/family.ts'
import type { Recorder } from './contain/recorder.ts'
import { findingsOf } from './findings.ts'
import { findLeftPorts } from './left-ports.ts'
import { endLeftovers, findLeftovers } from './leftovers.ts'
import type { EndedLeftover, EndMeans } from './leftovers.ts'
import type { Run } from './run.ts'

/** What a command left, and what became of it. */
export interface Judged {
  readonly findings: readonly Finding[]
  readonly ended: readonly EndedLeftover[]
  readonly containers: readonly StartedContainer[]
  readonly unchecked: readonly Unchecked[]
  readonly staleAllows: readonly string[]
}

/** What was seen of a command while it ran. */
interface Seen {
  readonly command: ProcessInfo
  readonly origin: Origin
  readonly recorder: Recorder
  /** Aborted when somebody does not want to wait. */
  readonly hurry: AbortSignal
}

/** Finds what a command that has ended left behind, and ends it unless it was to be kept. */
export async function judge(run: Run, seen: Seen): Promise<Judged> {
  const { options, containment, probe } = run
  const allowance = createAllowance(options.allow ?? [])
  const family = (): readonly Member[] =>
    familyOf([...containment.members(), ...seen.recorder.members()], seen.origin, probe)
  const scan = (): readonly Member[] => withoutAllowed(family(), allowance)
  const left = await findLeftovers(scan, options.settle, seen.hurry)
  const findings = describe(left, family(), run, seen)
  const means: EndMeans = {
    scan,
    probe,
    graceMs: options.grace,
    hurry: seen.hurry,
    ...endAllOf(containment, seen.origin, options.allow),
  }
  const ended = options.keep === true ? [] : await endLeftovers(left, means)
  // Last, because a process may have been about to remove its container.
  const { containers, unchecked } = await run.containers.finish(options)
  return {
    findings,
    ended,
    containers,
    unchecked: [...uncheckedOf(run), ...unchecked],
    staleAllows: allowance.unused(),
  }
}

/** Described before anything is ended: afterwards nothing could be read of it. */
function describe(
  left: readonly Member[],
  family: readonly Member[],
  { words, probe, before, containment }: Run,
  { command, recorder }: Seen,
): Finding[] {
  return findingsOf({
    line: words.join(' '),
    root: process.cwd(),
    processes: left,
    listens: probe.listeningPorts(left.map(({ info }) => info.identity.pid)),
    ancestorsOf: recorder.ancestorsOf,
    ports: findLeftPorts({ before, command, containment: containment.kind, probe }, family),
  })
}

function uncheckedOf({ containment, probe }: Run): Unchecked[] {
  const unreadable = containment.unreadable()
  return [
    ...(containment.why === undefined ? [] : [{ what: 'cgroup', why: containment.why }]),
    ...(unreadable === 0 ? [] : [{ what: 'environments', why: `${unreadable} processes hide theirs` }]),
    ...probe.unchecked,
    ...unprovedOf(probe),
  ]
}

/** Processes may be listed, and still not be told from those that got their pids later. */
function unprovedOf(probe: Probe): Unchecked[] {
  if (!isBlind(probe) || probe.unchecked.some(({ what }) => what === 'processes')) return []
  const why = 'not even this one can be proved: its start, or the boot of the machine, cannot be read'
  return [{ what: 'processes', why }]
}
