import { innermostLibrary, originOf, packageOf } from '@watertight/probe/ledger'
import type { ClientBirths, Stack } from '@watertight/probe/ledger'
import type { Scope } from '../scope.ts'
import type { Hold } from './hold.ts'
import { framesOf, placeOf } from './hold.ts'

/** Places a connection that its client made in a later tick: at the line where the same library's client was built. */
export function birthPlace(hold: Hold, births: ClientBirths<Scope>): Hold {
  const library = innermostLibrary(hold.frames)
  if (library === undefined) return hold
  const birth = births.of(hold.scope).find(({ stack }) => librariesOf(stack).has(library))
  if (birth === undefined) return hold
  const { place, frames } = placeOf(birth.stack, null)
  return place ? { ...hold, place: { ...place, via: library }, frames } : hold
}

/**
 * The libraries that built a client for somebody: what they build for themselves later has no user on the stack.
 * Each connection without a place asks, each time that it is looked at: a stack is parsed once.
 */
function librariesOf(stack: Stack): ReadonlySet<string> {
  const known = LIBRARIES.get(stack)
  if (known !== undefined) return known
  const frames = framesOf(stack)
  const isForUser = frames.some((frame) => originOf(frame) === 'user')
  const libraries = isForUser ? frames.filter((frame) => originOf(frame) === 'library') : []
  const names = new Set(libraries.flatMap(({ file }) => packageOf(file) ?? []))
  LIBRARIES.set(stack, names)
  return names
}

const LIBRARIES = new WeakMap<Stack, ReadonlySet<string>>()
