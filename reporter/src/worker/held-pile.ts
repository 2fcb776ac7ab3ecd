import type { Acquisition } from '@watertight/probe/ledger'
import type { Hold } from './hold/hold.ts'
import { placeOf } from './hold/hold.ts'
import { kindOfType } from './held-later.ts'
import { isReallyOpen } from './really-open.ts'
import type { Scope } from './scope.ts'
import { noteSessionSockets, sessionOver } from './session-sockets.ts'

/**
 * What may outlast a test of a file before the pile itself is the leak. Lines are asked for only once there is more
 * than any one line may hold: until then no stack becomes text.
 */
export class HeldPile {
  readonly #maxHeld: number
  #unplaced: Set<Acquisition<Scope>> | null = new Set()
  readonly #byOrigin = new Map<string, Set<Acquisition<Scope>>>()

  constructor(maxHeld: number) {
    this.#maxHeld = maxHeld
  }

  /** Notes what a test leaves to outer scopes; answers the holds that pass the budget of their origin. */
  testEnded(scope: Scope): Hold[] {
    if (scope.open.size === 0) return []
    const left = [...scope.open].filter(isReallyOpen)
    noteSessionSockets(left)
    for (const acquisition of left) scope.outlasts(acquisition)
    return left.flatMap((acquisition) => this.#add(acquisition))
  }

  #add(acquisition: Acquisition<Scope>): Hold[] {
    if (kindOfType(acquisition) === undefined) return []
    if (this.#unplaced === null) return this.#place(acquisition)
    if (this.#unplaced.add(acquisition).size > this.#maxHeld) dropGone(this.#unplaced)
    if (this.#unplaced.size <= this.#maxHeld) return []
    const unplaced = [...this.#unplaced]
    this.#unplaced = null
    return unplaced.flatMap((one) => this.#place(one))
  }

  #place(acquisition: Acquisition<Scope>): Hold[] {
    const kind = kindOfType(acquisition)
    const { place, frames } = placeOf(acquisition.stack, acquisition.call?.stack ?? null)
    if (kind === undefined || place === undefined) return []
    const origin = `${kind} ${place.file}:${place.line}:${place.column}`
    const pile = this.#byOrigin.get(origin) ?? new Set()
    dropReleased(pile)
    this.#byOrigin.set(origin, pile.add(acquisition))
    // Asked at the limit only: beyond it each would be asked again for each that follows.
    if (pile.size === this.#maxHeld + 1) dropGone(pile)
    if (pile.size <= this.#maxHeld) return []
    const evidence = [
      `It is one of ${pile.size} that this line has opened and that are still held; \`maxHeld\` is ${this.#maxHeld}.`,
    ]
    const members = [acquisition, sessionOver(acquisition) ?? []].flat()
    return [{ scope: acquisition.scope, facts: { kind }, place, frames, evidence, acquisition, members }]
  }
}

function dropGone(pile: Set<Acquisition<Scope>>): void {
  for (const held of pile) if (held.releasedAtMs !== null || !isReallyOpen(held)) pile.delete(held)
}

/** What is gone counts no more. */
function dropReleased(pile: Set<Acquisition<Scope>>): void {
  for (const held of pile) if (held.releasedAtMs !== null) pile.delete(held)
}
