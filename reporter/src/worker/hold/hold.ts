import type { Acquisition } from '@watertight/probe/ledger'
import { locate, parseStack } from '@watertight/probe/ledger'
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
  /** Process that a verdict may have to end. */
  readonly pid?: number
}

/** Where an acquisition happened: the user frame of its own stack, else of the public call it came from. */
export function placeOf(
  error: Error | null,
  call: Error | null,
): { place: Place | undefined; frames: Frame[] } {
  const own = framesOf(error)
  const place = locate(own)
  if (place !== undefined || call === null) return { place, frames: own }
  const called = framesOf(call)
  return { place: locate(called), frames: called }
}

export function framesOf(error: Error | null): Frame[] {
  return parseStack(error?.stack ?? '')
}
