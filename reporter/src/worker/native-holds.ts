import { socketInode } from '@watertight/probe'
import type { SocketInfo } from '@watertight/probe'
import { resourceOf } from '@watertight/probe/ledger'
import type { Facts } from '@watertight/findings'
import type { Sighting } from './descriptors.ts'
import type { Hold } from './hold/hold.ts'
import { chargedTo } from './hold/hold.ts'
import type { Runtime } from './runtime.ts'
import type { Scope } from './scope.ts'

/**
 * What the operating system shows and no call of this thread made: files of native code, and ports on which
 * native code or a thread of the user's listens. Whoever ran alone did it; several are suspects.
 */
export function nativeHolds(
  sightings: readonly Sighting[],
  scope: Scope,
  runtime: Runtime,
  holds: readonly Hold[],
): Hold[] {
  const own = sightings.filter(({ suspects }) => chargedTo(suspects)?.isWithin(scope))
  const sockets = own.some(({ descriptor }) => socketInode(descriptor.target) !== null)
    ? runtime.probe.listSockets()
    : null
  const handled = sockets === null ? new Set<number>() : handledDescriptors(runtime)
  return own.flatMap(({ descriptor, suspects }) => {
    const facts = handled.has(descriptor.fd) ? null : factsOf(descriptor.fd, descriptor.target, sockets)
    const owner = chargedTo(suspects)
    if (facts === null || owner === undefined || isOfThread(facts, owner, holds, runtime)) return []
    return [{ scope: owner, facts, place: undefined, frames: [], evidence: [], suspects }]
  })
}

/**
 * The port of a thread that the same scope left running is part of that thread. A file may be that of any
 * thread that runs: nobody else is blamed for it.
 */
function isOfThread({ kind }: Facts, owner: Scope, holds: readonly Hold[], { ledger }: Runtime): boolean {
  if (kind === 'listening-port') {
    return holds.some((hold) => hold.facts.kind === 'worker-thread' && hold.scope === owner)
  }
  return [...ledger.live()].some(({ source }) => source.by === 'async-hooks' && source.type === 'WORKER')
}

function factsOf(fd: number, target: string, sockets: ReadonlyMap<string, SocketInfo> | null): Facts | null {
  const inode = socketInode(target)
  if (inode === null) return { kind: 'native-descriptor', fd, path: target }
  const socket = sockets?.get(inode)
  if (socket?.state !== 'listen' || socket.localPort === undefined) return null
  return { kind: 'listening-port', fd, localAddress: socket.localAddress ?? '', localPort: socket.localPort }
}

/** Descriptors of the handles that this thread knows of. */
function handledDescriptors(runtime: Runtime): Set<number> {
  const fds = new Set<number>()
  for (const acquisition of runtime.ledger.live()) {
    const { fd } = (resourceOf(acquisition) ?? {}) as { fd?: unknown }
    if (typeof fd === 'number') fds.add(fd)
  }
  return fds
}
