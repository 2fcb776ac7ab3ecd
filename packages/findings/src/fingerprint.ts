import { createHash } from 'node:crypto'
import type { Facts, Owner, Place } from './finding.ts'
import { normalisedTarget } from './normal-form.ts'
import { relativePath } from './location.ts'

/** What makes two findings the same one, on another day and another machine. */
export interface Fingerprinted {
  readonly facts: Facts
  readonly owner: Owner
  readonly place?: Place | undefined
  /** Absolute path that places are taken relative to. */
  readonly root: string
}

/**
 * 16 hex digits that survive moved lines, other ports, pids and temporary paths, shards and machines:
 * no line number is part of them, and of the target only what stays.
 */
export function fingerprintOf({ facts, owner, place, root }: Fingerprinted): string {
  const parts = [
    facts.kind,
    owner.scope,
    owner.file,
    owner.name,
    place && relativePath(place.file, root),
    functionName(place?.function),
    facts.client ?? place?.via,
    ...normalisedTarget(facts, root),
  ]
  return createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? '')))
    .digest('hex')
    .slice(0, 16)
}

/** V8 versions differ in the receiver (`Object.open`, `Pool.open [as connect]`), not in the function's own name. */
function functionName(name: string | undefined): string | undefined {
  return name
    ?.replace(/ \[as .+\]$/, '')
    .split('.')
    .at(-1)
    ?.replace('<anonymous>', '')
}
