import type { Socket } from 'node:net'
import type { Acquisition } from '@watertight/probe/ledger'
import { resourceOf } from '@watertight/probe/ledger'
import type { Scope } from '../scope.ts'
import { isServer } from './located.ts'
import type { Located } from './located.ts'
import type { Observation } from './observation.ts'
import { hasRef, ownerOf } from './owner.ts'
import type { Reading } from './readers.ts'
import { acceptedSocket, clientConnection, isProcessStdio } from './sockets.ts'

/**
 * A UNIX socket connection, or a pipe: the output of a child, a FIFO. The pipes of a running child are folded
 * into the child, since they stand at the same place.
 */
export function pipe(acquisition: Acquisition<Scope>, located: Located, observation: Observation): Reading {
  const handle = resourceOf(acquisition)
  if (handle === undefined || isProcessStdio(handle)) return null
  if (isServer(acquisition.parent)) return acceptedSocket(acquisition, observation)
  const socket = ownerOf(handle) as Socket | undefined
  const { fd } = handle as { fd?: number }
  if (socket === undefined || socket.destroyed || fd === undefined || fd < 0) return null
  // A library's helper keeps its pipes as it keeps itself: without holding the process.
  if (located.isMadeBy(CHILD_PROCESS)) return hasRef(handle) ? { kind: 'pipe', fd } : null
  const target = observation.probe
    .listDescriptors()
    ?.descriptors.find((descriptor) => descriptor.fd === fd)?.target
  if (target !== undefined && !/\bsocket\b/.test(target)) {
    return { kind: 'pipe', fd, ...(target.startsWith('/') ? { path: target } : {}) }
  }
  return clientConnection(socket, { kind: 'unix-socket', protocol: 'unix', fd }, observation)
}

/** On Linux the standard streams of a child are socket pairs: only who made them tells. */
const CHILD_PROCESS = /^node:internal\/child_process/
