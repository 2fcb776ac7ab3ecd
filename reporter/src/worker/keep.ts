import { resourceOf } from '@watertight/probe/ledger'
import type { Hold } from './hold/hold.ts'
import { ownerOf } from './hold/owner.ts'
import type { Runtime } from './runtime.ts'

/** Whether the user said, with `keep`, that this very resource stays on purpose. */
export function isKept({ acquisition, facts }: Hold, { kept, keptDescriptors }: Runtime): boolean {
  if (facts.fd !== undefined && keptDescriptors.has(facts.fd)) return true
  const resource = acquisition && resourceOf(acquisition)
  if (resource === undefined) return false
  const owner = ownerOf(resource)
  return kept.has(resource) || (owner !== undefined && kept.has(owner))
}
