import { sayCause } from '../registry/release-error.ts'
import type { Registry } from '../registry/registry.ts'
import type { Tell } from '../tell.ts'

/** What is done for each way in which a process ends. */
export interface Ending {
  readonly onSignal: (signal: NodeJS.Signals) => void
  /** For rejections too, which Node turns into exceptions unless it is told otherwise. */
  readonly onUncaught: (error: unknown) => void
  /** Nothing is left to do: the last chance to await something. */
  readonly onBeforeExit: () => void
  /** `process.exit`, or the end after all else: nothing can be awaited. */
  readonly onExit: () => void
  readonly isEnding: () => boolean
}

/** What an ending works with. */
export interface EndingMeans {
  readonly newestFirst: () => readonly Registry[]
  /** Takes all listeners off the process. */
  readonly stop: () => void
  readonly tell: Tell
}

// npm hands Ctrl+C on to a script that has got it from the terminal already: two so close together are one.
const SAME_PRESS_MS = 100
const now = performance.now.bind(performance)

/** Makes what releases everything once, and then has the process end as it would have ended. */
export function createEnding({ newestFirst, stop, tell }: EndingMeans): Ending {
  let sinceMs: number | null = null
  const end = (finish: () => void): void => {
    sinceMs = now()
    void releaseAll(newestFirst, tell).finally(() => {
      stop()
      finish()
    })
  }
  return {
    onSignal(signal) {
      // A program that handles the signal itself decides what it means; when it ends, `exit` follows.
      if (process.listenerCount(signal) > 1) return
      if (sinceMs === null) end(() => raise(signal))
      else if (now() - sinceMs > SAME_PRESS_MS) killNow(newestFirst, stop, signal)
    },
    onUncaught(error) {
      if (process.listenerCount('uncaughtException') > 1) return
      if (sinceMs === null) end(() => rethrow(error))
      else tell(`while clearing up: ${sayCause(error)}`)
    },
    onBeforeExit: () => void releaseAll(newestFirst, tell),
    onExit() {
      const failures = newestFirst().flatMap((registry) => registry.releaseAtExit())
      for (const failure of failures) tell(sayCause(failure))
    },
    isEnding: () => sinceMs !== null,
  }
}

async function releaseAll(newestFirst: EndingMeans['newestFirst'], tell: Tell): Promise<void> {
  for (const registry of newestFirst()) {
    await registry.releaseAll().catch((error: unknown) => tell(sayCause(error)))
  }
}

/** The second time somebody asks, they do not want to wait; what is owed besides is left to the reaper. */
function killNow(newestFirst: EndingMeans['newestFirst'], stop: () => void, signal: NodeJS.Signals): void {
  for (const registry of newestFirst()) registry.killAll()
  stop()
  raise(signal)
}

/** Ends the process as the signal would have ended it, so that a shell sees the signal. */
function raise(signal: NodeJS.Signals): void {
  process.kill(process.pid, signal)
}

/** Ends the process as Node ends it: with the stack, and the exit code, of an error that nobody caught. */
function rethrow(error: unknown): void {
  setImmediate(() => {
    throw error
  })
}
