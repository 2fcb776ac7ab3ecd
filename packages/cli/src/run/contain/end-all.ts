import type { Containment } from './containment.ts'
import { mayDescend } from './family.ts'
import type { Origin } from './family.ts'

/**
 * How everything that is contained can be ended at once; nothing where something may stay. Whoever was moved into the
 * cgroup by somebody else, and is older than the command, would be ended too: then it is not used.
 */
export function endAllOf(
  containment: Pick<Containment, 'members' | 'endAll'>,
  origin: Origin,
  allow: readonly string[] = [],
): { readonly endAll?: () => boolean } {
  if (allow.length > 0) return {}
  return {
    endAll: () => containment.members().every(({ info }) => mayDescend(info, origin)) && containment.endAll(),
  }
}
