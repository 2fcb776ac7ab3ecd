import { createProbe } from '@watertight/probe'
import type { ProcessIdentity } from '@watertight/probe'
import { readHost } from '../../src/containers/index.ts'
import type { ContainerClaim } from '../../src/containers/index.ts'

/** The identity of a process that runs. */
export function identityOf(pid: number): ProcessIdentity {
  const info = createProbe().readProcess(pid)
  if (info === null) throw new Error(`process ${pid} cannot be read`)
  return info.identity
}

/** What the labels of a container say whose owner is this process. */
export function claimOf(changes: Partial<ContainerClaim> = {}): ContainerClaim {
  return {
    session: '0123456789abcdef',
    owner: identityOf(process.pid),
    project: '/home/me/project',
    host: readHost(),
    ...changes,
  }
}
