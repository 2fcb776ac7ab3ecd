import { innermostLibrary, originOf } from '@watertight/probe/ledger'
import type { ClientBirths } from '@watertight/probe/ledger'
import type { Scope } from '../scope.ts'
import type { Hold } from './hold.ts'
import { framesOf, placeOf } from './hold.ts'

/** Places a connection that its client made in a later tick: at the line where the same library's client was built. */
export function birthPlace(hold: Hold, births: ClientBirths<Scope>): Hold {
  const library = innermostLibrary(hold.frames)
  if (library === undefined) return hold
  const birth = births.of(hold.scope).find(({ error }) => {
    const frames = framesOf(error)
    return frames.some(frame => originOf(frame) === 'library' && frame.file.includes(`/node_modules/${library}/`))
  })
  if (birth === undefined) return hold
  const { place, frames } = placeOf(birth.error, null)
  return place ? { ...hold, place: { ...place, via: library }, frames } : hold
}
