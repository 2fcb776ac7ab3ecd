import type { Acquisition, Stack } from '@watertight/probe/ledger'
import type { ProcessIdentity } from '@watertight/probe'
import { locate, parseStack, stackOf } from '@watertight/probe/ledger'
import type { Facts, Frame, Place } from '@watertight/findings'
import type { Scope } from '../scope.ts'

/** A resource that a scope holds right now, in the words of its kind. */
export interface Hold {
  readonly scope: Scope
  readonly facts: Facts
  readonly place: Place | undefined
  readonly frames: readonly Frame[]
  readonly evidence: readonly string[]
  readonly suspects?: readonly Scope[]
  /** What it was read from; absent for what only the operating system knows. */
  readonly acquisition?: Acquisition<Scope>
  /** Everything that was folded into it. */
  readonly members?: readonly Acquisition<Scope>[]
  /** Process that a verdict may have to end. */
  readonly pid?: number
  /** What proves that process to be the one that was meant, read together with the proof. */
  readonly identity?: ProcessIdentity
}

/** Where an acquisition happened: the user frame of its own stack, else of the public call it came from. */
export function placeOf(
  stack: Stack | null,
  call: Stack | null,
): { place: Place | undefined; frames: Frame[] } {
  const own = framesOf(stack)
  const place = locate(own)
  if (place !== undefined || call === null) return { place, frames: own }
  const called = framesOf(call)
  return { place: locate(called), frames: called }
}

/** A formatter of the user's may throw, or answer what is no text: then there are no frames. */
export function framesOf(stack: Stack | null): Frame[] {
  return parseStack(stackOf(stack))
}

/** Whom an owner's place goes to where none is known: the only one who could have done it, else what is around them all. */
export function chargedTo(suspects: readonly Scope[]): Scope | undefined {
  const [first, ...others] = suspects
  let common = first
  while (common && !others.every((other) => common && other.isWithin(common)))
    common = common.parent ?? undefined
  return common
}
