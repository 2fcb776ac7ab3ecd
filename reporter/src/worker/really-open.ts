import type { Socket } from 'node:net'
import { resourceOf } from '@watertight/probe/ledger'
import type { Acquisition } from '@watertight/probe/ledger'
import { hasRef, ownerOf } from './hold/owner.ts'
import { globalAgentStandIn, isAgentSocket, isUndiciSocket } from './hold/pools.ts'
import type { Scope } from './scope.ts'

/**
 * Whether it is open in deed: the runtime says that a handle is gone a turn after it was closed. The idle
 * connections of a pool are the pool's, whichever test they were opened for.
 */
export function isReallyOpen(acquisition: Acquisition<Scope>): boolean {
  const handle = resourceOf(acquisition)
  const owner = handle && (ownerOf(handle) as Owner | undefined)
  if (handle === undefined || owner === undefined)
    return acquisition.source.by === 'async-hooks' && handle !== undefined && hasRef(handle) !== undefined
  const gone =
    owner.destroyed === true ||
    owner.listening === false ||
    (owner.exitCode ?? owner.signalCode ?? null) !== null
  return !gone && !isPooled(owner)
}

interface Owner {
  readonly destroyed?: boolean
  readonly listening?: boolean
  readonly exitCode?: number | null
  readonly signalCode?: string | null
  readonly listenerCount?: unknown
}

function isPooled(owner: Owner): boolean {
  if (isUndiciSocket(owner)) return true
  return typeof owner.listenerCount === 'function' && isOfAgent(owner as never)
}

function isOfAgent(socket: Socket): boolean {
  return isAgentSocket(socket) || globalAgentStandIn(socket) !== undefined
}
