import { existsSync, fstatSync } from 'node:fs'
import type { Acquisition } from '@watertight/probe/ledger'
import { resourceOf } from '@watertight/probe/ledger'
import type { Facts } from '@watertight/findings'
import type { Scope } from '../scope.ts'

type SourceOf<By> = Extract<Acquisition<Scope>['source'], { readonly by: By }>

/** A descriptor from `fs.open`, or the one of a file stream; closed ones are told by asking the descriptor. */
export function descriptor(source: SourceOf<'open'>): Facts | null {
  if (!isStillOpen(source)) return null
  const kind = source.as === 'stream' ? 'file-stream' : 'descriptor'
  return { kind, fd: source.fd, path: source.path }
}

export function fileHandle(acquisition: Acquisition<Scope>, source: SourceOf<'file-handle'>): Facts | null {
  const handle = resourceOf(acquisition) as { readonly fd: number } | undefined
  if (handle === undefined || handle.fd < 0) return null
  return { kind: 'file-handle', fd: handle.fd, path: source.path }
}

export function directory(acquisition: Acquisition<Scope>, source: SourceOf<'opendir'>): Facts | null {
  const handle = resourceOf(acquisition) as Dir | undefined
  return handle !== undefined && isOpenDirectory(handle)
    ? { kind: 'directory-handle', path: source.path }
    : null
}

interface Dir {
  read(callback: unknown): unknown
}

/** `Dir` does not tell whether it is closed; asked to read for something that is no callback, it says so and reads nothing. */
function isOpenDirectory(directory: Dir): boolean {
  try {
    directory.read('')
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ERR_DIR_CLOSED'
  }
}

export function tempDir(source: SourceOf<'mkdtemp'>): Facts | null {
  return existsSync(source.path) ? { kind: 'temp-dir', path: source.path } : null
}

/** A number alone identifies nothing: the descriptor must still be open on the very file that was opened. */
function isStillOpen({ fd, identity }: SourceOf<'open'>): boolean {
  if (identity === null) return false
  try {
    const { dev, ino } = fstatSync(fd)
    return dev === identity.dev && ino === identity.ino
  } catch {
    return false
  }
}
