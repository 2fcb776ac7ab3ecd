import { PortHeldError, reclaimPort as reclaim } from '@watertight/lifecycle'
import type { ReclaimOptions } from '@watertight/lifecycle'

/** A global set-up of Vitest; what it gives back is called when the session is over. */
export type GlobalSetup = () => Promise<() => Promise<void>>

/**
 * Makes a global set-up that frees ports: `export default reclaimPort(8000)` in a file that `test.globalSetup` names.
 * Before the session it ends what Watertight started for a run that has ended, and fails the session with a
 * `PortHeldError` when anybody else holds a port. After the session it ends such leftovers again, asks nobody, and only
 * says who holds a port still.
 */
export function reclaimPort(ports: number | readonly number[], options: ReclaimOptions = {}): GlobalSetup {
  const all = typeof ports === 'number' ? [ports] : ports
  return async () => {
    for (const port of all) await reclaim(port, options)
    return async () => {
      for (const port of all) await reclaimOrTell(port, options)
    }
  }
}

/** Whoever opened the port meanwhile may be a person: that is no failure of the tests. */
async function reclaimOrTell(port: number, options: ReclaimOptions): Promise<void> {
  try {
    await reclaim(port, { ...options, ask: false, freeWhen: 'stale' })
  } catch (error) {
    if (!(error instanceof PortHeldError)) throw error
    process.stderr.write(`watertight: after the tests ${error.message}\n`)
  }
}
