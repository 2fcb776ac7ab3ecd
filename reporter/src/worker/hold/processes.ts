import type { ChildProcess } from 'node:child_process'
import type { Acquisition } from '@watertight/probe/ledger'
import { resourceOf } from '@watertight/probe/ledger'
import type { Facts, Place } from '@watertight/findings'
import type { Scope } from '../scope.ts'
import { hasRef, ownerOf } from './owner.ts'

/** A child process that has not exited. */
export function childProcess(acquisition: Acquisition<Scope>, place: () => Place | undefined): Facts | null {
  const handle = resourceOf(acquisition)
  const child = handle && (ownerOf(handle) as ChildProcess | undefined)
  if (!handle || child?.exitCode !== null || child.signalCode !== null || child.pid === undefined) return null
  if (isReaper(child) || isLibraryHelper(handle, child, place())) return null
  return { kind: 'child-process', pid: child.pid, command: commandOf(child) }
}

/** The lifecycle kit's: it waits for the end of its owner, and goes with the last thing that is owned. */
function isReaper({ spawnargs }: ChildProcess): boolean {
  return spawnargs.includes('watertight-reaper')
}

/**
 * A helper that a library keeps for itself: started by it, from its own files, and not keeping the process
 * alive (the service of esbuild, the compiler of sass). It ends with the pipe to its parent.
 */
function isLibraryHelper(handle: object, child: ChildProcess, place: Place | undefined): boolean {
  const startedByLibrary = place === undefined || place.via !== undefined
  return startedByLibrary && !hasRef(handle) && /[\\/]node_modules[\\/]/.test(child.spawnfile)
}

function commandOf(child: ChildProcess): string {
  return child.spawnargs.join(' ')
}
