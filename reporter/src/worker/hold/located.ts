import { isWatertight, originOf, packageOf } from '@watertight/probe/ledger'
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
    const { parent, stack, call } = this.#acquisition
    const origin = isServer(parent) ? parent : { stack, call }
    return (this.#value ??= placeOf(origin.stack, origin.call?.stack ?? null))
  }

  get place(): Place | undefined {
    return this.value.place
  }

  /** Whether the test runner set it for itself: nobody but it stands between Node and the call. */
  get isMadeByRunner(): boolean {
    const caller = this.value.frames.find((frame) => !isOwnOrNode(frame))
    return caller !== undefined && originOf(caller) === 'runner'
  }

  /**
   * Whether the lifecycle kit set it for itself, for what a user has it own: it goes with the last of that. Vitest
   * may stand in between, since it wraps what Node emits.
   */
  get isMadeByKit(): boolean {
    const maker = this.value.frames.find((frame) => isOfKit(frame) || !isMachinery(frame))
    return maker !== undefined && isOfKit(maker)
  }

  /** Whether Node itself added a listener, of its own. Vitest stands in between, since it wraps what `process` emits. */
  get isAddedByNode(): boolean {
    return this.#calledFrom(ADDING)?.startsWith('node:') === true
  }

  /** Whether Node itself started a thread, to load modules in. */
  get isStartedByNode(): boolean {
    return this.#calledFrom(STARTING)?.startsWith('node:internal/modules/') === true
  }

  /** The file of the caller of what these modules do. */
  #calledFrom(modules: RegExp): string | undefined {
    return this.value.frames.find((frame) => originOf(frame) !== 'runner' && !modules.test(frame.file))?.file
  }

  /** Whether Node itself made it inside this module of its own. */
  isMadeBy(module: RegExp): boolean {
    return this.value.frames.some(({ file }) => module.test(file))
  }
}

/** Through which listeners are added: also those that call a function of the user's later. */
const ADDING = /^node:(?:events|async_hooks|internal\/(?:async_\w+|timers|util))$/
const STARTING = /^node:(?:worker_threads|internal\/(?:worker|async_hooks))$/

export function isServer(acquisition: Acquisition<Scope> | null): acquisition is Acquisition<Scope> {
  const source = acquisition?.source
  return source?.by === 'async-hooks' && source.type.endsWith('SERVERWRAP')
}

function isOfKit({ file }: Frame): boolean {
  return packageOf(file) === '@watertight/lifecycle'
}

function isMachinery(frame: Frame): boolean {
  return isOwnOrNode(frame) || originOf(frame) === 'runner'
}

function isOwnOrNode(frame: Frame): boolean {
  return originOf(frame) === 'node' || isWatertight(frame)
}
