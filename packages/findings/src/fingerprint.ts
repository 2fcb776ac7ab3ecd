import type { Facts, Owner, Place } from './finding.ts'
import { normalisedCommand, normalisedSource, normalisedTarget } from './normal-form.ts'
import { sha256 } from './sha256.ts'

/** What makes two findings the same one, on another day and another machine. */
export interface Fingerprinted {
  readonly facts: Facts
  readonly owner: Owner
  readonly place?: Place | undefined
  /** Absolute path that places are taken relative to. */
  readonly root: string
  /** Which of several that only their lines tell apart, from 1; 1 if absent. */
  readonly nth?: number
}

/**
 * 16 hex digits that survive moved lines, renamed functions and variables, other ports, pids and temporary paths,
 * shards and machines: no line and no name out of the code is part of them, and of the target only what stays.
 */
export function fingerprintOf({ facts, owner, place, root, nth = 1 }: Fingerprinted): string {
  const parts = [
    facts.kind,
    owner.scope,
    ...ownerParts(owner, root),
    place && normalisedSource(place.file, root),
    facts.client ?? place?.via,
    ...normalisedTarget(facts, root),
    ...(nth > 1 ? [String(nth)] : []),
  ]
  return sha256(JSON.stringify(parts.map((part) => part ?? '')), 16)
}

/** A worker is known by the last file that it happened to run, which is another one in each run. */
function ownerParts({ scope, file, name }: Owner, root: string): string[] {
  if (scope === 'worker') return []
  return [file, scope === 'run' ? normalisedCommand(name, root) : name]
}
