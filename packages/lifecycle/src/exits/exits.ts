import type { Registry } from '../registry/registry.ts'
import type { Tell } from '../tell.ts'
import { createEnding } from './ending.ts'
import type { Ending } from './ending.ts'
import { ENDING_SIGNALS } from './signals.ts'

/** What is released when the process ends, whichever way. */
export interface ExitWatch {
  readonly add: (registry: Registry) => void
  readonly remove: (registry: Registry) => void
}

/**
 * The watch of this process (of this thread, in a worker). Several copies of this package share it: each would take
 * the other's signal listeners for those of a program that handles signals itself, and none would act. It hangs on
 * `process` because contexts of `node:vm` have each their own `globalThis`, but one `process`.
 */
export function exitWatch(tell: Tell): ExitWatch {
  const slots = process as unknown as Record<symbol, ExitWatch | undefined>
  return (slots[SLOT] ??= createExitWatch(tell))
}

const SLOT = Symbol.for('watertight.lifecycle.exits.v1')

/** Makes a watch that listens to the process only while something is owned. */
function createExitWatch(tell: Tell): ExitWatch {
  const registries = new Set<Registry>()
  const ending = createEnding({ newestFirst: () => [...registries].reverse(), stop: () => stop(), tell })
  const stop = (): void => turn('off', ending)
  return {
    add(registry) {
      if (registries.size === 0 && !ending.isEnding()) turn('on', ending)
      registries.add(registry)
    },
    remove(registry) {
      registries.delete(registry)
      if (registries.size === 0 && !ending.isEnding()) stop()
    },
  }
}

function turn(way: 'on' | 'off', { onSignal, onUncaught, onBeforeExit, onExit }: Ending): void {
  for (const signal of ENDING_SIGNALS) process[way](signal, onSignal)
  process[way]('uncaughtException', onUncaught)
  process[way]('beforeExit', onBeforeExit)
  process[way]('exit', onExit)
}
