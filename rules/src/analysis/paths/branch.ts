import type { Node } from '../model.ts'
import { isAboutResource } from './liveness.ts'
import { truthOf } from './truth.ts'
import type { Walk } from './walk.ts'

/** Into which side of a test the paths go that hold the resource. */
export interface Branch {
  readonly whenTrue: boolean
  readonly whenFalse: boolean
}

/** Evaluates a test, and says where the resource may be held afterwards. `null` as a side: there is no code. */
export function branch(walk: Walk, test: Node, isHeld: boolean, sides: Sides): Branch {
  if (!walk.visit(test, isHeld)) return { whenTrue: false, whenFalse: false }
  return choose(walk, test, sides)
}

/** What runs if a test is true, and if it is false. */
export type Sides = readonly [whenTrue: Node | null, whenFalse: Node | null]

/** The same for a test that has been evaluated, with the resource held. */
export function choose(walk: Walk, test: Node, [yes, no]: Sides): Branch {
  const truth = truthOf(walk, test)
  if (truth !== null) return { whenTrue: truth, whenFalse: !truth }
  if (!isAboutResource(walk, test)) return { whenTrue: true, whenFalse: true }
  const [yesReleases, noReleases] = [isReleasing(walk, yes), isReleasing(walk, no)]
  if (yesReleases !== noReleases) return { whenTrue: yesReleases, whenFalse: noReleases }
  const [yesLeaves, noLeaves] = [isLeaving(yes), isLeaving(no)]
  if (yesLeaves !== noLeaves) return { whenTrue: noLeaves, whenFalse: yesLeaves }
  return { whenTrue: true, whenFalse: true }
}

function isReleasing(walk: Walk, side: Node | null): boolean {
  return side !== null && walk.sites.isWithin(side)
}

function isLeaving(side: Node | null): boolean {
  const last = side?.type === 'BlockStatement' ? side.body.at(-1) : side
  return /^(?:Return|Throw|Break|Continue)Statement$/.test(last?.type ?? '')
}
