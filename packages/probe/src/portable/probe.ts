import type { Unchecked } from '@watertight/findings'
import { readOwnRss } from '../own-rss.ts'
import type { SocketInfo } from '../observed.ts'
import type { Probe } from '../probe.ts'
import { countOwnDescriptors, listOwnDescriptors } from './descriptors.ts'
import { parseLsof, toAddress, toSocket } from './lsof.ts'
import type { LsofFile } from './lsof.ts'
import { createProcessTable } from './processes.ts'
import { createToolRunner } from './run.ts'
import type { RunTool } from './run.ts'
import { listUnchecked } from './unchecked.ts'

/** Makes the probe for systems without procfs: `/dev/fd`, ps(1) and lsof(8), each where it is present. */
export function createPortableProbe(run: RunTool = createToolRunner()): Probe {
  const table = createProcessTable(run)
  let unchecked: readonly Unchecked[] | undefined
  return {
    name: 'portable',
    // Only running the tools shows what they can do, so it is found out when somebody asks.
    get unchecked() {
      return (unchecked ??= listUnchecked(run))
    },
    countDescriptors: countOwnDescriptors,
    listDescriptors: (pid = process.pid) => (pid === process.pid ? listOwnDescriptors() : null),
    listSockets: () => new Map(listOwnSockets(run).map((socket) => [socket.inode, socket])),
    listChildren: (pid) => table.childrenOf(pid).map(({ identity }) => identity.pid),
    readProcess: table.read,
    readProcesses: table.readAll,
    isAlive: table.isAlive,
    findMarked: table.findMarked,
    listeningPorts: (pids) => listListening(run, pids),
    descendants: table.descendantsOf,
    rssBytes: readOwnRss,
  }
}

function listOwnSockets(run: RunTool): SocketInfo[] {
  return lsof(run, '-p', String(process.pid)).flatMap((file) => toSocket(file) ?? [])
}

function listListening(run: RunTool, pids: readonly number[]): Map<number, readonly string[]> {
  const ports = new Map<number, readonly string[]>()
  // Without a pid, lsof would list the ports of the whole machine.
  if (pids.length === 0) return ports
  for (const file of lsof(run, '-a', '-p', pids.join(','), '-iTCP', '-sTCP:LISTEN')) {
    ports.set(file.pid, [...new Set([...(ports.get(file.pid) ?? []), toAddress(file)])])
  }
  return ports
}

// -nP keeps names and ports as numbers: no look-up leaves the machine.
function lsof(run: RunTool, ...selection: string[]): LsofFile[] {
  return parseLsof(run('lsof', ['-nP', ...selection, '-F', 'pftPnT'])?.text ?? '')
}
