import { rmSync } from 'node:fs'
import { sayCause } from '../registry/release-error.ts'
import type { Tell } from '../tell.ts'
import { prepareDirectory } from './directories.ts'
import { recordPath, writeRecord } from './record-file.ts'
import type { SessionRecord } from './record.ts'

/** Keeps one session's record in a file. */
export interface RecordStore {
  /** Whether the record now stands in a file. A disk that fails is told once, and tried again with the next change. */
  readonly write: (record: SessionRecord) => boolean
  readonly remove: () => void
}

/** Makes a store that uses the first directory that can be written. */
export function createRecordStore(directories: readonly string[], session: string, tell: Tell): RecordStore {
  let path: string | null = null
  let isTold = false
  return {
    write(record) {
      const failures: unknown[] = []
      for (const directory of directories) {
        const target = recordPath(directory, session)
        try {
          prepareDirectory(directory)
          writeRecord(target, record)
          if (path !== null && path !== target) remove(path)
          path = target
          return true
        } catch (error) {
          failures.push(error)
        }
      }
      if (!isTold) tell(sayUnwritable(failures))
      isTold = true
      return false
    },
    remove() {
      if (path !== null) remove(path)
      path = null
    },
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // A file system that has become read-only: the record names what is gone by then, and sweep drops it.
  }
}

function sayUnwritable(failures: readonly unknown[]): string {
  const causes = failures.map(sayCause).join('; ') || 'there is no directory for it'
  return `what this run owns could not be written down (${causes}). If both it and its reaper are killed, \`watertight sweep\` will not know of it.`
}
