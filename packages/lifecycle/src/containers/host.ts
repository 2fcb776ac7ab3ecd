import { createHmac } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** Where a pid means something: processes see only those of their machine and of their pid namespace. */
export interface HostIdentity {
  /** 16 hexadecimal digits for a machine of this id and name. */
  readonly machine: string
  /** The inode of the pid namespace (pid_namespaces(7)); empty where the system has none. */
  readonly pidNamespace: string
}

/** Where a test lets the host be read. */
export interface HostSources {
  readonly procRoot?: string
  readonly machineIdPath?: string
  readonly name?: string
}

/** Tells this host from others that may share a container engine with it, such as other containers. */
export function readHost(sources: HostSources = {}): HostIdentity {
  const { procRoot = '/proc', machineIdPath = '/etc/machine-id', name = hostname() } = sources
  // machine-id(5) is confidential, and an application shall publish only a keyed hash of it. Containers of one
  // image have the same, hence the name.
  const id = attempt(() => readFileSync(machineIdPath, 'utf8').trim())
  const machine = createHmac('sha256', 'watertight').update(`${id}\n${name}`).digest('hex').slice(0, 16)
  const namespace = attempt(() => readlinkSync(`${procRoot}/self/ns/pid`))
  return { machine, pidNamespace: /^pid:\[(\d+)\]$/.exec(namespace)?.[1] ?? '' }
}

function attempt(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
