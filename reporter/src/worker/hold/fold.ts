import type { Kind } from '@watertight/findings'
import { originOf as frameOrigin, packageOf } from '@watertight/probe/ledger'
import type { Hold } from './hold.ts'

/**
 * The kinds that one acquisition may make at once, the one that the user closes first. What is not listed
 * stands for itself.
 */
const RANKS: readonly Kind[] = [
  'child-process', 'orphan-process', 'worker-thread', 'http2-session', 'server', 'unix-socket', 'server-kept-open',
  'response-body', 'pooled-socket', 'socket', 'udp-socket', 'watcher', 'message-port', 'broadcast-channel', 'timer', 'process-listener',
]

/** What a library keeps beside its main resource: closing the client ends it too. */
const COMPANIONS: ReadonlySet<Kind> = new Set<Kind>(['timer', 'message-port', 'process-listener', 'watcher', 'unix-socket'])

/** One hold for each thing that a user opened, however many handles the runtime made for it. */
export function fold(holds: readonly Hold[]): Hold[] {
  const groups = groupByOrigin(holds)
  const folded = [...groups.values()].flatMap(foldOrigin)
  return dropCompanions(folded)
}

function groupByOrigin(holds: readonly Hold[]): Map<string, Hold[]> {
  const groups = new Map<string, Hold[]>()
  for (const [index, hold] of holds.entries()) {
    const key = originOf(hold) ?? `#${index}`
    groups.set(key, [...(groups.get(key) ?? []), hold])
  }
  return groups
}

/** Same scope, same line and column: the same thing. Without a place nothing is known to be the same. */
function originOf({ scope, place, facts }: Hold): string | undefined {
  if (place === undefined || !RANKS.includes(facts.kind)) return undefined
  return `${scope.number}|${place.file}:${place.line}:${place.column}`
}

function foldOrigin(group: readonly Hold[]): Hold[] {
  const ranked = [...group].sort((a, b) => RANKS.indexOf(a.facts.kind) - RANKS.indexOf(b.facts.kind))
  const [first] = ranked
  if (first === undefined) return []
  const same = ranked.filter(hold => hold.facts.kind === first.facts.kind)
  const count = same.length
  return [count === 1 ? first : { ...first, facts: { ...first.facts, count } }]
}

/** The heartbeat timer of a client whose socket is a finding already needs none of its own. */
function dropCompanions(holds: readonly Hold[]): Hold[] {
  const mains = new Set(holds.filter(hold => !COMPANIONS.has(hold.facts.kind)).flatMap(companyOf))
  return holds.filter(hold => !COMPANIONS.has(hold.facts.kind) || !companyOf(hold).some(key => mains.has(key)))
}

function companyOf({ scope, frames }: Hold): string[] {
  const libraries = frames.filter(frame => frameOrigin(frame) === 'library').map(frame => packageOf(frame.file))
  return [...new Set(libraries)].map(name => `${scope.number}|${name}`)
}
