import { createProbe } from '@watertight/probe'
import type { Probe } from '@watertight/probe'
import { reclaimPort } from './ports/reclaim-port.ts'
import { exitWatch } from './exits/exits.ts'
import { createRegistry } from './registry/registry.ts'
import type { Registry } from './registry/registry.ts'
import { createScope } from './scope.ts'
import type { Scope } from './scope.ts'
import { createSession } from './session/session.ts'
import { tellStderr } from './tell.ts'
import type { Tell } from './tell.ts'

/** Owns what a run acquires, and releases it whatever ends the run. */
export interface Lifecycle extends Scope {
  /** 16 hexadecimal digits that name what this run owns outside of its process. */
  readonly session: string
  /** See `reclaimPort`. */
  readonly reclaimPort: typeof reclaimPort
}

/** What a lifecycle works with; the defaults are right outside of tests of this package. */
export interface LifecycleOptions {
  readonly probe?: Probe
  /** Says one line to the user; to standard error by default. */
  readonly tell?: Tell
  /** Where the session's record may be written, best first. */
  readonly directories?: readonly string[]
  /** Whether a helper process clears up when this one is killed; `true` by default. */
  readonly reaper?: boolean
}

/** Makes a lifecycle that owns nothing yet, and costs nothing until it does. */
export function createLifecycle(options: LifecycleOptions = {}): Lifecycle {
  const { probe = createProbe(), tell = tellStderr, ...rest } = options
  const session = createSession({ probe, tell, ...rest })
  const exits = exitWatch(tell)
  const registry: Registry = createRegistry({
    onFirst: () => exits.add(registry),
    onLast: () => exits.remove(registry),
  })
  return { ...createScope(registry, { session, probe, tell }), session: session.id, reclaimPort }
}
