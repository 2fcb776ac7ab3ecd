import type { Unchecked } from '@watertight/findings'
import { countOwnDescriptors } from './descriptors.ts'
import { readEnvironments } from './environments.ts'
import { createProcessTable } from './processes.ts'
import type { RunTool } from './run.ts'

/** Tries each source once, and names those that do not work here. */
export function listUnchecked(run: RunTool): Unchecked[] {
  return SOURCES.filter(({ works }) => !works(run)).map(({ what, why }) => ({ what, why }))
}

interface Source extends Unchecked {
  readonly works: (run: RunTool) => boolean
}

const SOURCES: readonly Source[] = [
  { what: 'descriptors', why: '/dev/fd cannot be read', works: () => countOwnDescriptors() !== null },
  { what: 'processes', why: '`ps` is missing or does not know `-o lstart`', works: hasProcesses },
  { what: 'orphaned processes', why: '`ps` does not show environments', works: hasEnvironments },
  { what: 'sockets', why: '`lsof` is missing', works: hasLsof },
]

function hasProcesses(run: RunTool): boolean {
  return createProcessTable(run).read(process.pid) !== null
}

function hasEnvironments(run: RunTool): boolean {
  const own = createProcessTable(run).read(process.pid)
  return own !== null && readEnvironments(run).get(own, 'PATH') !== null
}

function hasLsof(run: RunTool): boolean {
  return run('lsof', ['-p', String(process.pid), '-F', 'p']) !== null
}
