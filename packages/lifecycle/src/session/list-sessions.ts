import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createProbe } from '@watertight/probe'
import { lookUp } from '../processes/standing.ts'
import type { Kill, Lookup } from '../processes/standing.ts'
import { distrust, recordDirectories } from './directories.ts'
import type { RefusalReason } from './parse-record.ts'
import { parseRecordName, readRecord } from './record-file.ts'
import type { SessionRecord } from './record.ts'
import { systemKill } from '../processes/system-kill.ts'

/**
 * How a recorded session stands:
 * - `live`: its owner runs.
 * - `clearing`: its owner has ended, and its reaper or another clearer is at work.
 * - `stale`: its owner has ended, and nobody clears it.
 * - `rebooted`: it is from before the machine's last start: it is dropped, and nothing is done because of it.
 */
export type SessionState = 'live' | 'clearing' | 'stale' | 'rebooted'

/** A session whose record was read. */
export interface RecordedSession {
  readonly state: SessionState
  readonly path: string
  readonly record: SessionRecord
}

/** A record that was not believed: nothing is done because of it. */
export interface RefusedSession {
  readonly state: 'refused'
  readonly path: string
  readonly reason: RefusalReason | (string & {})
}

/** Where records are looked for, and how processes are looked up. */
export interface ListOptions {
  readonly directories?: readonly string[]
  readonly probe?: Lookup['probe']
  readonly kill?: Kill
}

/** All sessions that this user's records tell of, the oldest first, and the records that are refused. Only reads. */
export function listSessions(options: ListOptions = {}): (RecordedSession | RefusedSession)[] {
  const { directories = recordDirectories(), probe = createProbe(), kill = systemKill } = options
  const found = directories.flatMap((directory) => listDirectory(directory, { probe, kill }))
  return found.sort((one, other) => startOf(one) - startOf(other))
}

/** The sessions among them that nobody clears and that could be cleared. */
export function staleSessions(options: ListOptions = {}): RecordedSession[] {
  return listSessions(options).filter(isStale)
}

/** Judges one record now; a record may change between two looks. */
export function readSession(path: string, lookup: Lookup): RecordedSession | RefusedSession {
  const parsed = readRecord(path)
  if ('reason' in parsed) return { state: 'refused', path, reason: parsed.reason }
  return judge(path, parsed.record, lookup)
}

function judge(path: string, record: SessionRecord, lookup: Lookup): RecordedSession | RefusedSession {
  const { owner, reaper } = record
  const bootId = lookup.probe.readProcess(process.pid)?.identity.bootId ?? ''
  if (bootId === '') return { state: 'refused', path, reason: 'this boot cannot be told from others' }
  if (owner.bootId !== bootId) return { state: 'rebooted', path, record }
  if (mayRun(owner, lookup)) return { state: 'live', path, record }
  const clearer = parseRecordName(basename(path))?.clearer
  const workers = [reaper, clearer ? { ...clearer, bootId } : null].filter((worker) => worker !== null)
  const isWorking = workers.some((worker) => worker.pid !== process.pid && mayRun(worker, lookup))
  return { state: isWorking ? 'clearing' : 'stale', path, record }
}

/** What exists and cannot be read may be the one that was meant. */
function mayRun(identity: Parameters<typeof lookUp>[0], lookup: Lookup): boolean {
  const standing = lookUp(identity, lookup)
  return standing === 'same' || standing === 'unknown'
}

function isStale(session: RecordedSession | RefusedSession): session is RecordedSession {
  return session.state === 'stale' || session.state === 'rebooted'
}

function startOf(session: RecordedSession | RefusedSession): number {
  return 'record' in session ? session.record.startedAtMs : 0
}

function listDirectory(directory: string, lookup: Lookup): (RecordedSession | RefusedSession)[] {
  try {
    const reason = distrust(directory)
    if (reason !== null) return [{ state: 'refused', path: directory, reason }]
    return readdirSync(directory)
      .filter((name) => parseRecordName(name) !== null)
      .map((name) => readSession(join(directory, name), lookup))
  } catch {
    // No session was ever recorded here.
    return []
  }
}
