import asyncHooks from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'
import { after, parseStack, readableFrames, resourceOf } from '@watertight/probe/ledger'
import type { Acquisition } from '@watertight/probe/ledger'
import type { Runtime } from './runtime.ts'
import type { Scope } from './scope.ts'

type Init = NonNullable<Parameters<typeof asyncHooks.createHook>[0]['init']>
type WhyIsNodeRunning = (logger: { error: (line?: string) => void }) => void

/** Before Vitest gives up waiting for the worker and ends it. */
const MARGIN_MS = 1_000

/**
 * Explains a worker that was told to stop and is still there when Vitest is about to give it up: what
 * why-is-node-running makes of the resources that keep it alive. Says nothing about a worker that stops in time.
 */
export function explainUnlessStopped(runtime: Runtime): void {
  const afterMs = Math.max(runtime.options.teardownTimeoutMs - MARGIN_MS, MARGIN_MS)
  after(afterMs, () => void explain(runtime, afterMs))
}

async function explain(runtime: Runtime, afterMs: number): Promise<void> {
  const lines: string[] = []
  const why = await loadWithHistory([...runtime.ledger.live()])
  why({ error: (line = '') => lines.push(line) })
  const head = `watertight: worker ${process.pid} was told to stop ${afterMs / 1000} s ago and still runs. What keeps it alive:`
  process.stderr.write(`\n${head}\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`)
}

/**
 * why-is-node-running knows what begins after it was loaded, and its own hook costs an eager stack for
 * every resource. So it is loaded only now, and told of what the ledger has recorded since the beginning.
 */
async function loadWithHistory(live: readonly Acquisition<Scope>[]): Promise<WhyIsNodeRunning> {
  const { createHook } = asyncHooks
  let init: Init | undefined
  asyncHooks.createHook = (callbacks) => {
    init = callbacks.init
    return createHook(callbacks)
  }
  syncBuiltinESMExports()
  const { default: why } = await import('why-is-node-running').finally(() => {
    asyncHooks.createHook = createHook
    syncBuiltinESMExports()
  })
  for (const [index, acquisition] of live.entries()) if (init) retell(init, -1 - index, acquisition)
  return why
}

/** Its hook asks V8 for the stack of the moment: it is given the stack of the acquisition. */
function retell(init: Init, id: number, acquisition: Acquisition<Scope>): void {
  const resource = resourceOf(acquisition)
  if (resource === undefined || acquisition.source.by !== 'async-hooks') return
  const { captureStackTrace } = Error
  const captured = acquisition.stack ?? acquisition.call?.stack
  const frames = readableFrames(parseStack(captured?.stack))
  const stack = frames.map(({ file, line }) => ({ fileName: file, lineNumber: line }))
  Error.captureStackTrace = (target: object) => Object.assign(target, { stack: [{}, ...stack] })
  init(id, acquisition.source.type, 0, resource)
  Error.captureStackTrace = captureStackTrace
}
