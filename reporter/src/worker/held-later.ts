import type { Kind, Status } from '@watertight/findings'
import { monotonicMs } from '@watertight/probe/ledger'
import type { Acquisition } from '@watertight/probe/ledger'
import { fold } from './hold/fold.ts'
import type { Hold } from './hold/hold.ts'
import { placeOf } from './hold/hold.ts'
import { isReallyOpen } from './really-open.ts'
import type { Scope } from './scope.ts'
import { sessionOver } from './session-sockets.ts'

/** Kinds by async type, for what is gone already and can tell no more than its type. */
const KINDS_BY_TYPE: Readonly<Record<string, Kind>> = {
  TCPSERVERWRAP: 'server',
  PIPESERVERWRAP: 'unix-socket',
  TCPWRAP: 'socket',
  UDPWRAP: 'udp-socket',
  HTTP2SESSION: 'http2-session',
  FSEVENTWRAP: 'watcher',
  STATWATCHER: 'watcher',
  PROCESSWRAP: 'child-process',
  WORKER: 'worker-thread',
}

/** Released this soon after the test, with no teardown of a suite in between, is the ordinary tail of closing. */
const TAIL_MS = 20

/** What a test left to an outer scope to release: held when a teardown did it or long after, late within the settling time. */
export function heldLater(
  scope: Scope,
  settleMs: number,
): { hold: Hold; status: Exclude<Status, 'leaked'> }[] {
  const entries = [...scope.outlasting].flatMap((acquisition) => {
    const kind = kindOfType(acquisition)
    const status = statusOf(acquisition, settleMs)
    return kind === undefined || status === null ? [] : [{ acquisition, kind, status }]
  })
  return (['late', 'held'] as const).flatMap((status) => {
    const holds = entries
      .filter((entry) => entry.status === status)
      .map(({ acquisition, kind }) => toHold(acquisition, kind))
    return fold(holds.filter((hold) => hold.place !== undefined)).map((hold) => ({ hold, status }))
  })
}

/** `null` for what is still open, and for the ordinary tail of closing. What is closing now has been released. */
function statusOf(acquisition: Acquisition<Scope>, settleMs: number): Exclude<Status, 'leaked'> | null {
  const { scope } = acquisition
  if (acquisition.releasedAtMs === null && isReallyOpen(acquisition)) return null
  const releasedAtMs = acquisition.releasedAtMs ?? monotonicMs()
  const afterMs = releasedAtMs - (scope.endedAtMs ?? 0)
  if (afterMs >= settleMs || wasTornDown(scope, releasedAtMs)) return 'held'
  return afterMs < TAIL_MS ? null : 'late'
}

function wasTornDown(scope: Scope, atMs: number): boolean {
  for (let suite = scope.parent; suite !== null; suite = suite.parent) {
    if (suite.teardownBeganAtMs !== null && suite.teardownBeganAtMs <= atMs) return true
  }
  return false
}

/** The kind that its async type tells, for what is not asked or is gone; accepted connections are their server's. */
export function kindOfType(acquisition: Acquisition<Scope>): Kind | undefined {
  const { source, parent } = acquisition
  const accepted =
    parent !== null && parent.source.by === 'async-hooks' && parent.source.type.endsWith('SERVERWRAP')
  if (source.by !== 'async-hooks' || accepted) return undefined
  return sessionOver(acquisition) ? 'http2-session' : KINDS_BY_TYPE[source.type]
}

function toHold(acquisition: Acquisition<Scope>, kind: Kind): Hold {
  const { scope, stack, call } = acquisition
  return { scope, facts: { kind }, ...placeOf(stack, call?.stack ?? null), evidence: [] }
}
