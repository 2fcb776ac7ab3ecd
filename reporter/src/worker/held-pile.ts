import type { Acquisition } from '@watertight/probe/ledger'
import type { Hold } from './hold/hold.ts'
import { placeOf } from './hold/hold.ts'
import { kindOfType } from './held-later.ts'
import { isReallyOpen } from './really-open.ts'
import type { Scope } from './scope.ts'

/** What may outlast a test of a file before the pile itself is the leak. */
export class HeldPile {
  readonly #maxHeld: number
  readonly #byOrigin = new Map<string, Set<Acquisition<Scope>>>()

  constructor(maxHeld: number) {
    this.#maxHeld = maxHeld
  }

  /** Notes what a test leaves to outer scopes; answers the holds that pass the budget of their origin. */
  testEnded(scope: Scope): Hold[] {
    if (scope.open.size === 0) return []
    const left = [...scope.open].filter(isReallyOpen)
    for (const acquisition of left) scope.outlasts(acquisition)
    return left.flatMap((acquisition) => this.#add(acquisition))
  }

  #add(acquisition: Acquisition<Scope>): Hold[] {
    const kind = kindOfType(acquisition)
    const { place, frames } = placeOf(acquisition.error, acquisition.call?.error ?? null)
    if (kind === undefined || place === undefined) return []
    const origin = `${kind} ${place.file}:${place.line}:${place.column}`
    const pile = this.#byOrigin.get(origin) ?? new Set()
    dropReleased(pile)
    this.#byOrigin.set(origin, pile.add(acquisition))
    if (pile.size <= this.#maxHeld) return []
    const evidence = [
      `It is one of ${pile.size} that this line has opened and that are still held; \`maxHeld\` is ${this.#maxHeld}.`,
    ]
    return [{ scope: acquisition.scope, facts: { kind }, place, frames, evidence, acquisition }]
  }
}

/** What is gone is forgotten at once: its stack keeps alive what stood on it. */
function dropReleased(pile: Set<Acquisition<Scope>>): void {
  for (const held of pile) if (held.releasedAtMs !== null) pile.delete(held)
}
