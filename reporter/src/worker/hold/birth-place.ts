import { innermostLibrary, originOf, packageOf } from '@watertight/probe/ledger'
import type { ClientBirths } from '@watertight/probe/ledger'
import type { Frame } from '@watertight/findings'
import type { Scope } from '../scope.ts'
import type { Hold } from './hold.ts'
import { framesOf, placeOf } from './hold.ts'

/** Places a connection that its client made in a later tick: at the line where the same library's client was built. */
export function birthPlace(hold: Hold, births: ClientBirths<Scope>): Hold {
  const library = innermostLibrary(hold.frames)
  if (library === undefined) return hold
  const birth = births.of(hold.scope).find(({ error }) => isBirthOf(library, framesOf(error)))
  if (birth === undefined) return hold
  const { place, frames } = placeOf(birth.error, null)
  return place ? { ...hold, place: { ...place, via: library }, frames } : hold
}

/** Built by this library, for somebody: what it builds for itself later has no user on the stack. */
function isBirthOf(library: string, frames: readonly Frame[]): boolean {
  const origins = new Set(frames.map(originOf))
  return (
    origins.has('user') &&
    frames.some((frame) => originOf(frame) === 'library' && packageOf(frame.file) === library)
  )
}
