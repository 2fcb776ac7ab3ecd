import type { Facts } from '@watertight/findings'
import { connectionBetween, connectionOf } from './connection.ts'
import type { Hold } from './hold.ts'

/**
 * The holds that somebody can be charged with. An HTTP/2 session begins in a later turn, without a user frame: it is
 * the user's all the same where the connection beneath it is. What a closed server waits for is nobody's where the
 * client is spared: a pool of the process connects anew by itself, and hangs up by itself.
 */
export function accusable(holds: readonly Hold[], spared: ReadonlySet<string> = new Set()): Hold[] {
  const connections = new Set(holds.filter(isAccusable).flatMap((hold) => connectionOf(hold) ?? []))
  return holds
    .filter((hold) => isAccusable(hold) || connections.has(connectionOf(hold) ?? ''))
    .filter(({ facts }) => facts.kind !== 'server-kept-open' || !isSpared(facts, spared))
}

function isSpared({ localPort, remotePort }: Facts, spared: ReadonlySet<string>): boolean {
  const connection = connectionBetween(remotePort, localPort)
  return connection !== undefined && spared.has(connection)
}

/** What module level code of a library made, without a user frame, is the library's own singleton. */
function isAccusable({ acquisition, place, scope }: Hold): boolean {
  return place !== undefined || acquisition === undefined || scope.kind === 'test'
}
