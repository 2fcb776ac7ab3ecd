import type { Kind } from '@watertight/findings'
import { innermostLibrary, originOf as frameOrigin, packageOf } from '@watertight/probe/ledger'
import { connectionOf } from './connection.ts'
import type { Hold } from './hold.ts'

/**
 * The kinds that one acquisition may make at once, the one that the user closes first. What is not listed
 * stands for itself.
 */
const RANKS: readonly Kind[] = [
  'child-process',
  'orphan-process',
  'worker-thread',
  'http2-session',
  'server',
  'server-kept-open',
  'response-body',
  'pooled-socket',
  'socket',
  'pipe',
  'unix-socket',
  'udp-socket',
  'watcher',
  'file-stream',
  'file-handle',
  'directory-handle',
  'descriptor',
  'native-descriptor',
  'message-port',
  'broadcast-channel',
  'timer',
  'process-listener',
]

/** What a library keeps beside its main resource: closing the client ends it too. */
const COMPANIONS: ReadonlySet<Kind> = new Set<Kind>([
  'timer',
  'message-port',
  'process-listener',
  'watcher',
  'listener',
])

/** One hold for each thing that a user opened, however many handles the runtime made for it. */
export function fold(holds: readonly Hold[], isKept: (hold: Hold) => boolean = () => false): Hold[] {
  const groups = groupSame(holds).map((group) => dropKept(group, isKept))
  return dropCompanions(groups.flatMap(foldGroup))
}

/** What is kept takes what it is made of with it: a child its pipes, a session its socket. */
function dropKept(group: readonly Hold[], isKept: (hold: Hold) => boolean): readonly Hold[] {
  const kept = new Set(group.filter(isKept).map((hold) => hold.facts.kind))
  const others = group.filter((hold) => !isKept(hold))
  const isPart = kept.size > 0 && !others.some((hold) => kept.has(hold.facts.kind))
  return isPart ? [] : others
}

/** Groups what shares a place, a connection, a descriptor or, if it watches, a library within one scope. */
function groupSame(holds: readonly Hold[]): Hold[][] {
  const groups = new Map<string, Hold[]>()
  for (const [index, hold] of holds.entries()) {
    const keys = identitiesOf(hold)
    if (keys.length === 0) keys.push(`alone ${index}`)
    const group = [...new Set(keys.flatMap((key) => groups.get(key) ?? [])), hold]
    for (const key of [...keys, ...group.flatMap(identitiesOf)]) groups.set(key, group)
  }
  return [...new Set(groups.values())]
}

function identitiesOf(hold: Hold): string[] {
  const { scope, place, frames, facts } = hold
  if (!RANKS.includes(facts.kind)) return []
  const watching = place === undefined && facts.kind === 'watcher' ? innermostLibrary(frames) : undefined
  // Each event has listeners of its own to remove, also where a loop adds them.
  const event = facts.kind === 'process-listener' ? ` ${facts.name ?? ''}` : ''
  const keys = [
    place && `${scope.number} ${place.file}:${place.line}:${place.column}${event}`,
    // One watcher of a library watches thousands of files later, each with a handle. Connections are told apart.
    watching !== undefined && `${scope.number} watched by ${watching}`,
    connectionOf(hold),
    facts.fd !== undefined && `${scope.number} descriptor ${facts.fd}`,
  ]
  return keys.filter((key) => typeof key === 'string')
}

function foldGroup(group: readonly Hold[]): Hold[] {
  const ranked = [...group].sort((a, b) => RANKS.indexOf(a.facts.kind) - RANKS.indexOf(b.facts.kind))
  const [first] = ranked
  if (first === undefined) return []
  const placed = first.place ? first : (ranked.find((hold) => hold.place) ?? first)
  const count = ranked.filter((hold) => hold.facts.kind === first.facts.kind).length
  const facts = count === 1 ? first.facts : { ...first.facts, count }
  const members = ranked.flatMap((hold) => hold.acquisition ?? [])
  return [{ ...first, place: placed.place, frames: placed.frames, facts, members }]
}

/** The heartbeat timer of a client whose socket is a finding already needs none of its own. */
function dropCompanions(holds: readonly Hold[]): Hold[] {
  const mains = new Set(holds.filter((hold) => !COMPANIONS.has(hold.facts.kind)).flatMap(companyOf))
  return holds.filter(
    (hold) => !COMPANIONS.has(hold.facts.kind) || !companyOf(hold).some((key) => mains.has(key)),
  )
}

function companyOf({ scope, frames }: Hold): string[] {
  const libraries = frames
    .filter((frame) => frameOrigin(frame) === 'library')
    .map((frame) => packageOf(frame.file))
  return [...new Set(libraries)].map((name) => `${scope.number}|${name}`)
}
