import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import type { Stats } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { ProcessIdentity } from '@watertight/probe'
import { distrust } from './directories.ts'
import { formatRecord, parseRecord } from './parse-record.ts'
import type { Parsed, RefusalReason } from './parse-record.ts'
import type { SessionRecord } from './record.ts'
import { codeOf } from '../thrown.ts'

/** What the name of a record's file says: its session, and who has taken it to clear it. */
export interface RecordName {
  readonly session: string
  readonly clearer: Pick<ProcessIdentity, 'pid' | 'startTicks'> | null
}

/** The file of a session that runs. */
export function recordPath(directory: string, session: string): string {
  return join(directory, `${session}.json`)
}

/** Parses the name of a record's file; `null` for every other name. */
export function parseRecordName(name: string): RecordName | null {
  const [, session, pid, startTicks] = /^([\da-f]{16})(?:\.(\d{1,10})-(\d{1,15}))?\.json$/.exec(name) ?? []
  if (session === undefined) return null
  return { session, clearer: pid === undefined ? null : { pid: Number(pid), startTicks: Number(startTicks) } }
}

/**
 * Takes a record in order to clear it, by giving its file a name with one's own identity. Renaming is atomic, so
 * that of several who try only one succeeds; the others get `null`.
 */
export function takeRecord(
  path: string,
  session: string,
  { pid, startTicks }: ProcessIdentity,
): string | null {
  const taken = join(dirname(path), `${session}.${pid}-${startTicks}.json`)
  try {
    renameSync(path, taken)
    return taken
  } catch {
    return null
  }
}

/** Writes a record so that a reader finds the old one or the new one, never half of one. Throws when it cannot. */
export function writeRecord(path: string, record: SessionRecord): void {
  const unfinished = `${path}.${process.pid}.tmp`
  rmSync(unfinished, { force: true })
  try {
    // `wx` does not follow a link that somebody put there.
    writeFileSync(unfinished, formatRecord(record), { flag: 'wx', mode: 0o600 })
    renameSync(unfinished, path)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}

/** Removes what writers of a session's record left that were killed before they could give it its name. */
export function removeUnfinished(directory: string, session: string): void {
  removeFiles(directory, (name) => name.startsWith(`${session}.`) && name.endsWith('.tmp'))
}

/** Removes what writers of any session left that were killed in the middle, of whom nothing else may be left. */
export function removeAbandoned(directory: string): void {
  removeFiles(directory, (name) => {
    const [, pid] = /^[\da-f]{16}\..*\.(\d{1,10})\.tmp$/.exec(name) ?? []
    return pid !== undefined && isNobody(Number(pid))
  })
}

/** The pid alone is enough here: a stranger under it only keeps the file there for longer. */
function isNobody(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return codeOf(error) === 'ESRCH'
  }
}

function removeFiles(directory: string, isMeant: (name: string) => boolean): void {
  try {
    if (distrust(directory) !== null) return
    for (const name of readdirSync(directory).filter(isMeant)) rmSync(join(directory, name), { force: true })
  } catch {
    // There is no such directory, or it cannot be written: then nothing was left there by us, or nothing can be done.
  }
}

/** Reads a record; refuses what this user alone did not write, and what is not exactly one. */
export function readRecord(path: string): Parsed {
  let file: number | undefined
  try {
    file = openSync(path, READ_FLAGS)
    const reason = distrustFile(fstatSync(file))
    return reason === null ? checkName(path, parseRecord(readFileSync(file, 'utf8'))) : { reason }
  } catch (error) {
    return { reason: codeOf(error) === 'ELOOP' ? 'symbolic link' : 'unreadable' }
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

// Neither is there on Windows. A pipe under that name must not make the reader wait.
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>
const READ_FLAGS = (O_RDONLY ?? 0) | O_NOFOLLOW | O_NONBLOCK

const LARGEST_BYTES = 4 * 1024 * 1024

function distrustFile(stats: Stats): RefusalReason | null {
  if (!stats.isFile()) return 'not a regular file'
  if (stats.size > LARGEST_BYTES) return 'too large'
  if (process.getuid === undefined) return null
  if (stats.uid !== process.getuid()) return 'foreign owner'
  if ((stats.mode & 0o077) !== 0) return 'readable or writable by others'
  return stats.nlink === 1 ? null : 'more than one name'
}

function checkName(path: string, parsed: Parsed): Parsed {
  const isOther = 'record' in parsed && parsed.record.session !== parseRecordName(basename(path))?.session
  return isOther ? { reason: 'another session than its name says' } : parsed
}
