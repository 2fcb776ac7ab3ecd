import { describeFinding, fingerprintOf, printable } from '@watertight/findings'
import type { Facts, Finding, Level, Owner } from '@watertight/findings'
import type { ProcessIdentity, ProcessInfo } from '@watertight/probe'
import { ageOf, sayAge } from './age.ts'
import type { Member } from './contain/containment.ts'
import { formatPort } from './ports.ts'
import type { ListeningPort } from './ports.ts'

/** What findings about a command are made of. */
export interface Left {
  /** The command line. */
  readonly line: string
  readonly root: string
  readonly processes: readonly Member[]
  /** Addresses on which each of the processes listens, by pid. */
  readonly listens: ReadonlyMap<number, readonly string[]>
  readonly ancestorsOf: (identity: ProcessIdentity) => readonly ProcessInfo[]
  /** Ports that were not there before, held by nobody who is proved to be the command's. */
  readonly ports: readonly HeldPort[]
}

/** A port, and who holds it. */
export interface HeldPort {
  readonly port: ListeningPort
  readonly holders: readonly ProcessInfo[]
}

/** The findings of a command: one a process that was left, its own descendants counted in, and one a port. */
export function findingsOf(left: Left): Finding[] {
  const pids = new Set(left.processes.map(({ info }) => info.identity.pid))
  const tops = left.processes.filter(({ info }) => !pids.has(info.ppid))
  return [
    ...tops.map((top) => processFinding(top, left)),
    ...left.ports.map((held) => portFinding(held, left)),
  ]
}

function processFinding(top: Member, left: Left): Finding {
  const below = descendantsOf(top, left.processes)
  const { identity, command } = top.info
  const listens = [top, ...below].flatMap(({ info }) => left.listens.get(info.identity.pid) ?? [])
  const facts: Facts = {
    kind: 'orphan-process',
    pid: identity.pid,
    command,
    ...(listens.length === 0 ? {} : { listens: [...new Set(listens)] }),
  }
  const evidence = [
    sayAncestors(left.ancestorsOf(identity)),
    sayStart(top.info),
    PROOFS[top.proof],
    ...below.map(sayBelow),
  ]
  return finding(facts, 'fail', evidence, left)
}

function portFinding({ port, holders }: HeldPort, left: Left): Finding {
  const facts: Facts = { kind: 'listening-port', localAddress: port.address, localPort: port.port }
  const evidence =
    holders.length === 0 ? [UNKNOWN_HOLDER] : holders.map((holder) => `held by ${sayProcess(holder)}`)
  return finding(facts, 'warn', [...evidence, `not there before: ${formatPort(port)}`], left)
}

const UNKNOWN_HOLDER = 'held by a process that this user cannot see'

function finding(
  facts: Facts,
  level: Exclude<Level, 'off'>,
  evidence: readonly string[],
  left: Left,
): Finding {
  const { line, root } = left
  const owner: Owner = { scope: 'run', id: '', name: line, file: '' }
  const { message, remedy: general } = describeFinding({ facts, owner, status: 'leaked', root })
  const remedy = REMEDIES[facts.kind] ?? general
  return {
    kind: facts.kind,
    level,
    status: 'leaked',
    fingerprint: fingerprintOf({ facts, owner, root }),
    owner,
    facts,
    stack: [],
    // The general remedy speaks of Node, and a command may be anything.
    message: message.endsWith(general) ? message.slice(0, -general.length) + remedy : message,
    remedy,
    evidence,
  }
}

const REMEDIES: Readonly<Partial<Record<Facts['kind'], string>>> = {
  'orphan-process': 'End it before the command ends; if it is to stay, say so with `--allow`.',
  'listening-port': 'If the command opened it, close it before the command ends.',
}

const PROOFS: Readonly<Record<Member['proof'], string>> = {
  cgroup: 'known by its cgroup',
  environment: 'known by its environment',
  descriptor: 'known by a descriptor that it inherited',
  recorded: 'seen while its parent was running',
  parent: 'known by its parent',
  session: 'known by its session',
}

function descendantsOf(top: Member, all: readonly Member[]): Member[] {
  const found = [top]
  for (const { info } of found) found.push(...all.filter((member) => member.info.ppid === info.identity.pid))
  return found.slice(1)
}

function sayAncestors(ancestors: readonly ProcessInfo[]): string {
  if (ancestors.length === 0) return 'started by a process that had ended before it was seen'
  return `started by ${ancestors.map(sayProcess).join(' ← ')}`
}

function sayStart(info: ProcessInfo): string {
  const age = ageOf(info)
  const parent = `its parent is now ${info.ppid}`
  return age === null ? parent : `running for ${sayAge(age)}, ${parent}`
}

function sayBelow({ info }: Member): string {
  return `with it: ${sayProcess(info)}`
}

const SHOWN = 120

function sayProcess({ identity, command }: ProcessInfo): string {
  return `${identity.pid} (${printable(command, SHOWN)})`
}
