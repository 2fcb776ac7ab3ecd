import { resourceOf } from '@watertight/probe/ledger'
import type { Acquisition } from '@watertight/probe/ledger'
import { ownerOf, socketBeneath } from './hold/owner.ts'
import type { Scope } from './scope.ts'

/** Sessions by the sockets that were seen beneath them: it is the session that a user opens, and closes. */
const SESSIONS = new WeakMap<Acquisition<Scope>, Acquisition<Scope>>()

/** Notes which of these carry an HTTP/2 session, while they can tell: what is gone knows no more than its type. */
export function noteSessionSockets(open: readonly Acquisition<Scope>[]): void {
  const sessions = open.filter(isSession)
  if (sessions.length === 0) return
  const bySocket = new Map(sessions.map((session) => [socketOf(session), session]))
  for (const acquisition of open) {
    const owner = openOwnerOf(acquisition)
    const session = owner && bySocket.get(owner)
    if (session) SESSIONS.set(acquisition, session)
  }
}

/** The session that was seen over a socket. */
export function sessionOver(socket: Acquisition<Scope>): Acquisition<Scope> | undefined {
  return SESSIONS.get(socket)
}

function isSession({ source }: Acquisition<Scope>): boolean {
  return source.by === 'async-hooks' && source.type === 'HTTP2SESSION'
}

function socketOf(acquisition: Acquisition<Scope>): object | undefined {
  const session = openOwnerOf(acquisition)
  return session && socketBeneath(session)
}

function openOwnerOf(acquisition: Acquisition<Scope>): object | undefined {
  const handle = resourceOf(acquisition)
  return handle && ownerOf(handle)
}
