import type { ListedContainer } from './list.ts'
import { standingOf } from './standing.ts'
import type { OwnerView } from './standing.ts'

/** What is to be done with a container, and why. */
export interface Judgement {
  readonly verdict: 'remove' | 'refused' | 'young'
  /** Words that stand alone. */
  readonly reason: string
}

/** By what a container is judged. */
export interface Judge {
  readonly view: OwnerView
  /** The session that may remove its own although its owner is alive. */
  readonly ownSession?: string | undefined
}

/**
 * Judges whether a container may be removed. `sweptAt` is the second, by the engine's clock, in which the sweep
 * began: what was made in it or after it may be younger than the sweep, and be somebody's who has just begun.
 */
export function judgeContainer(
  { ours, createdAt }: ListedContainer,
  sweptAt: number,
  { view, ownSession }: Judge,
): Judgement {
  if (ours === null) return refuse('It carries no label of ours.')
  if ('problem' in ours) return refuse(`It is not proved ours: ${ours.problem}.`)
  const isOwn = ours.claim.session === ownSession
  const { standing, because } = isOwn ? OWN : standingOf(ours.claim, view)
  if (standing !== 'dead') return refuse(`Its owner ${because}.`)
  // Written so that an age that cannot be read counts as young.
  const isOlder = createdAt < sweptAt
  return { verdict: isOlder ? 'remove' : 'young', reason: `Its owner ${because}.` }
}

const OWN = { standing: 'dead', because: 'is cleaning up after itself' } as const

function refuse(reason: string): Judgement {
  return { verdict: 'refused', reason }
}
