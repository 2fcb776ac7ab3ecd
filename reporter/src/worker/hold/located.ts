import { isWatertight, originOf } from '@watertight/probe/ledger'
import type { Acquisition } from '@watertight/probe/ledger'
import type { Frame, Place } from '@watertight/findings'
import type { Scope } from '../scope.ts'
import { placeOf } from './hold.ts'

/** The stack of an acquisition, formatted at most once and only when somebody asks. */
export class Located {
  readonly #acquisition: Acquisition<Scope>
  #value: { place: Place | undefined; frames: readonly Frame[] } | undefined

  constructor(acquisition: Acquisition<Scope>) {
    this.#acquisition = acquisition
  }

  /** An accepted connection is placed where its server listens. */
  get value(): { place: Place | undefined; frames: readonly Frame[] } {
    const { parent, error, call } = this.#acquisition
    const origin = isServer(parent) ? parent : { error, call }
    return (this.#value ??= placeOf(origin.error, origin.call?.error ?? null))
  }

  get place(): Place | undefined {
    return this.value.place
  }

  /** Whether the test runner set it for itself: nobody but it stands between Node and the call. */
  get isMadeByRunner(): boolean {
    const caller = this.value.frames.find((frame) => !isOwnOrNode(frame))
    return caller !== undefined && originOf(caller) === 'runner'
  }

  /** Whether Node itself made it inside this module of its own. */
  isMadeBy(module: RegExp): boolean {
    return this.value.frames.some(({ file }) => module.test(file))
  }
}

export function isServer(acquisition: Acquisition<Scope> | null): acquisition is Acquisition<Scope> {
  const source = acquisition?.source
  return source?.by === 'async-hooks' && source.type.endsWith('SERVERWRAP')
}

function isOwnOrNode(frame: Frame): boolean {
  return originOf(frame) === 'node' || isWatertight(frame)
}
