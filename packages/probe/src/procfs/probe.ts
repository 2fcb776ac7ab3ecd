import type { Unchecked } from '@watertight/findings'
import { attempt, attemptOr } from '../attempt.ts'
import { accessSync, constants } from '../captured.ts'
import { readOwnRss } from '../own-rss.ts'
import type { Probe } from '../probe.ts'
import { listChildren, listDescendants } from './children.ts'
import { createDescriptorCounter, listDescriptors } from './descriptors.ts'
import { findMarked } from './marked.ts'
import { createProcessReader, listProcesses } from './processes.ts'
import { listListeningPorts, listSockets } from './sockets.ts'

/** Makes the probe that reads Linux's procfs, or a recorded copy of one. */
export function createProcfsProbe(procRoot: string): Probe {
  const processes = createProcessReader(procRoot)
  const children = (pid: number): number[] => listChildren(procRoot, pid)
  return {
    name: 'procfs',
    unchecked: SOURCES.filter(({ file }) => !isReadable(`${procRoot}/${file}`)).map(({ what, file }) => ({
      what,
      why: `/proc/${file} cannot be read`,
    })),
    countDescriptors: createDescriptorCounter(procRoot),
    listDescriptors: (pid) => listDescriptors(procRoot, pid ?? 'self'),
    listSockets: () => listSockets(procRoot),
    listChildren: children,
    readProcess: processes.read,
    readProcesses: () =>
      attemptOr([], () => listProcesses(procRoot)).flatMap((pid) => processes.read(pid) ?? []),
    isAlive: processes.isAlive,
    findMarked: (variable) => findMarked(procRoot, processes.read, variable),
    listeningPorts: (pids) => listListeningPorts(procRoot, pids),
    descendants: (pid) => listDescendants(children, processes.read, pid),
    rssBytes: readOwnRss,
  }
}

/** Whether a procfs that is good enough to be used is mounted there. */
export function isProcfsReadable(procRoot: string): boolean {
  return isReadable(`${procRoot}/self/stat`)
}

/** What becomes unseen when a file of procfs is missing or forbidden, as in some sandboxes and hardened kernels. */
const SOURCES: readonly { readonly what: Unchecked['what']; readonly file: string }[] = [
  { what: 'descriptors', file: 'self/fd' },
  { what: 'sockets', file: 'self/net/tcp' },
  { what: 'children', file: 'self/task' },
  { what: 'processes', file: 'self/environ' },
]

function isReadable(path: string): boolean {
  return 'value' in attempt(() => accessSync(path, constants.R_OK))
}
