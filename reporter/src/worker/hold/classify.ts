import type { Acquisition, Requester } from '@watertight/probe/ledger'
import type { Scope } from '../scope.ts'
import type { Hold } from './hold.ts'
import { placeOf } from './hold.ts'
import { Located } from './located.ts'
import type { Observation } from './observation.ts'
import { read } from './readers.ts'

/** What an acquisition still holds: a hold, `pending` when only time can tell, `null` when it is none of the user's. */
export function classify(acquisition: Acquisition<Scope>, observation: Observation): Hold | 'pending' | null {
  const located = locatedOf(acquisition)
  const reading = read(acquisition, located, observation)
  if (reading === null || reading === 'pending') return reading
  const { facts, requester } = 'facts' in reading ? reading : { facts: reading, requester: undefined }
  const origin = requester
    ? originOf(requester, acquisition, located)
    : { ...located.value, scope: scopeOf(acquisition, facts.kind) }
  return {
    ...origin,
    facts,
    evidence: [],
    acquisition,
    ...(facts.pid === undefined ? {} : { pid: facts.pid }),
  }
}

/** Settling reads again and again what it has read: a stack is parsed once. */
function locatedOf(acquisition: Acquisition<Scope>): Located {
  const known = LOCATED.get(acquisition) ?? new Located(acquisition)
  LOCATED.set(acquisition, known)
  return known
}

const LOCATED = new WeakMap<Acquisition<Scope>, Located>()

/**
 * A request on a pooled socket is charged to whoever made the request. Some begin in a later turn, without a
 * frame of the user: the one that opened the socket for it then still is the place.
 */
function originOf(
  { context, stack }: Requester<Scope>,
  { scope }: Acquisition<Scope>,
  located: Located,
): Pick<Hold, 'scope' | 'place' | 'frames'> {
  const requested = placeOf(stack, context.call?.stack ?? null)
  const origin = requested.place === undefined && scope === context.scope ? located.value : requested
  return { ...origin, scope: context.scope }
}

/** What keeps a closed server open is charged to whoever opened the server. */
function scopeOf({ scope, parent }: Acquisition<Scope>, kind: string): Scope {
  return kind === 'server-kept-open' && parent ? parent.scope : scope
}
