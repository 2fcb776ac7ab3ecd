import { readOwnRss } from '../own-rss.ts'
import type { Probe } from '../probe.ts'

/**
 * Makes the probe for Windows, which sees nothing but the memory of its own process. Node has no call that tells when a
 * process began, and starting a program to ask takes seconds: `docs/decisions/0015-ps-is-called-directly.md`.
 */
export function createWindowsProbe(): Probe {
  return {
    name: 'windows',
    unchecked: UNCHECKED,
    countDescriptors: () => null,
    listDescriptors: () => null,
    listSockets: () => new Map(),
    listChildren: () => [],
    readProcess: () => null,
    readProcesses: () => [],
    isAlive: () => false,
    // At least 1, because none could be asked.
    findMarked: () => ({ processes: [], unreadable: 1 }),
    listeningPorts: () => new Map(),
    descendants: () => [],
    rssBytes: readOwnRss,
  }
}

const UNCHECKED: Probe['unchecked'] = [
  {
    what: 'processes',
    why: 'on Windows Node tells nothing of descriptors, native sockets, and what other processes are, inherited or listen on',
  },
]
