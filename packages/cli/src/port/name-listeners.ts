import type { Systeminformation } from 'systeminformation'

/** A process that seems to listen on a port; nothing is signalled because of it. */
export interface NamedListener {
  readonly pid: number
  readonly command: string
}

/** What of systeminformation is asked. */
interface MachineTools {
  readonly networkConnections: () => Promise<Pick<Systeminformation.NetworkConnectionsData, Asked>[]>
  readonly processes: () => Promise<{ readonly list: readonly Pick<Listed, 'pid' | 'command' | 'name'>[] }>
}

type Asked = 'protocol' | 'localPort' | 'peerPort' | 'state' | 'pid'
type Listed = Systeminformation.ProcessesProcessData

/** Names who listens on a TCP port by the system's own tools (netstat and PowerShell on Windows), if they tell. */
export async function nameListeners(
  port: number,
  load: () => Promise<MachineTools> = loadTools,
): Promise<readonly NamedListener[]> {
  try {
    const { networkConnections, processes } = await load()
    const found = (await networkConnections()).filter((connection) => isListener(connection, port))
    const pids = new Set(found.map(({ pid }) => pid).filter((pid) => pid > 0))
    if (pids.size === 0) return []
    const listed = new Map((await processes()).list.map((process) => [process.pid, process]))
    return [...pids].map((pid) => ({ pid, command: sayCommand(listed.get(pid)) }))
  } catch {
    // It is an optional dependency, and the tools that it starts may be missing.
    return []
  }
}

async function loadTools(): Promise<MachineTools> {
  const { default: tools } = await import('systeminformation')
  return tools
}

/** By the port of its peer, because Windows says LISTENING in the user's language. */
function isListener(
  { protocol, localPort, peerPort, state }: Pick<Systeminformation.NetworkConnectionsData, Asked>,
  port: number,
): boolean {
  if (!protocol.startsWith('tcp') || localPort !== String(port)) return false
  return state === 'LISTEN' || peerPort === '0'
}

function sayCommand(process: Pick<Listed, 'command' | 'name'> | undefined): string {
  const known = [process?.command, process?.name].find((text) => text !== undefined && text !== '')
  return known ?? 'unknown command'
}
