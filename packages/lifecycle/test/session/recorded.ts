import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createProbe } from '@watertight/probe'
import { listSessions } from '../../src/index.ts'
import type { RecordedSession, RecordEntry, SessionRecord } from '../../src/index.ts'
import { tempDir } from '../lifecycle-for-test.ts'
import { identify } from '../survivors.ts'

/** No machine has a pid as great as this. */
export const NOBODY = 5_000_000

/** A record of a session whose owner has ended. */
export function staleRecord(
  entries: readonly RecordEntry[] = [],
  change: Partial<SessionRecord> = {},
): SessionRecord {
  const { bootId } = identify(process.pid)
  return {
    version: 1,
    session: '0123456789abcdef',
    revision: 3,
    projectRoot: '/project',
    startedAtMs: 1_000,
    owner: { pid: NOBODY, startTicks: 7, bootId, command: 'node test.js' },
    reaper: null,
    entries,
    ...change,
  }
}

/** An entry for a process that runs now. */
export function processEntry(pid: number, change: Partial<RecordEntry> = {}): RecordEntry {
  const command = createProbe().readProcess(pid)?.command ?? ''
  const root = { ...identify(pid), command }
  const entry = {
    id: 1,
    name: 'server',
    kind: 'process',
    root,
    marker: '5000000.1',
    members: [],
    graceMs: 200,
  } as const
  return { ...entry, ...change } as RecordEntry
}

/** A folder for records that belongs to the test. */
export function recordFolder(): string {
  const directory = join(tempDir(), 'sessions')
  mkdirSync(directory, { mode: 0o700 })
  return directory
}

/** Writes a record as its owner would have, and gives its path. */
export function putRecord(directory: string, record: SessionRecord, text = JSON.stringify(record)): string {
  const path = join(directory, `${record.session}.json`)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

/** The one session that is recorded in a folder. */
export function onlySession(directories: readonly string[]): RecordedSession {
  const [session, ...others] = listSessions({ directories })
  if (session === undefined || !('record' in session) || others.length > 0) {
    throw new Error(
      `Expected one session in ${directories.join()}, got ${JSON.stringify([session, ...others])}.`,
    )
  }
  return session
}
