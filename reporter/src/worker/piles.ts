import { EventEmitter, getMaxListeners } from 'node:events'
import { listenersOf, originOf } from '@watertight/probe/ledger'
import type { ListenerPile, Stack } from '@watertight/probe/ledger'
import type { Hold } from './hold/hold.ts'
import { placeOf } from './hold/hold.ts'
import type { Scope } from './scope.ts'

/**
 * Listeners that ended tests of this file left on one emitter, once there are more than it allows. Every test
 * that left one is charged with its own. A listener that Node itself adds (fetch on a signal) is none of theirs.
 */
export function pileHolds(piles: readonly ListenerPile<Scope>[], file: Scope): Hold[] {
  return piles.flatMap((pile) => {
    const emitter = pile.emitter.deref()
    if (emitter === undefined) return []
    const present = listenersOf(emitter, pile.event)
    if (present.length <= limitOf(emitter)) return []
    const left = pile.entries.filter(({ listener, scope }) => {
      return (
        present.includes(listener.deref()) &&
        scope.kind === 'test' &&
        scope.endedAtMs !== null &&
        scope.isWithin(file)
      )
    })
    const holds = left.map(({ stack, scope }) => toHold(pile.event, emitter, stack, scope, present.length))
    return new Set(left.map((entry) => entry.scope)).size > 1 ? holds.filter(isOfUser) : []
  })
}

function toHold(event: string, emitter: object, stack: Stack | null, scope: Scope, count: number): Hold {
  const facts = { kind: 'listener', name: event, className: emitter.constructor.name } as const
  const evidence = [`The ${facts.className} now has ${count} "${event}" listeners.`]
  return { scope, facts, ...placeOf(stack, null), evidence }
}

/** Node's own limit, which users raise where many listeners are meant; 0 stands for none. */
function limitOf(emitter: object): number {
  if (!(emitter instanceof EventEmitter)) return EventEmitter.defaultMaxListeners
  return getMaxListeners(emitter) || Infinity
}

function isOfUser({ frames, place }: Hold): boolean {
  const caller = frames.find((frame) => originOf(frame) !== 'runner')
  const addedByNode =
    caller !== undefined && originOf(caller) === 'node' && !/events?(?:_target)?$/.test(caller.file)
  return place === undefined || !addedByNode
}
