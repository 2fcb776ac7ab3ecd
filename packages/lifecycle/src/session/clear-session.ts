import { existsSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { createProbe } from '@watertight/probe'
import { clearEntry, clearStrays } from './clearers.ts'
import type { Cleared, ClearMeans } from './clearing.ts'
import { readSession } from './list-sessions.ts'
import type { RecordedSession, RefusedSession } from './list-sessions.ts'
import { readRecord, removeUnfinished, takeRecord, writeRecord } from './record-file.ts'
import type { RecordEntry, SessionRecord } from './record.ts'
import { systemKill } from '../processes/system-kill.ts'

/** How a session is cleared. */
export interface ClearOptions extends Partial<ClearMeans> {
  /** Whether only to say what would be done. */
  readonly dryRun?: boolean
}

/** What became of a session. */
export interface ClearedSession {
  readonly session: RecordedSession
  /**
   * - `cleared`: nothing of it is left, and its record is gone.
   * - `planned`: it would be cleared.
   * - `failed`: something is left, and stays in the record.
   * - `dropped`: its record, from before the machine's last start, was removed without acting on it.
   * - `busy`: its owner runs, or somebody else is clearing it: nothing was done.
   * - `refused`: its record is not what it was when it was listed: nothing was done.
   */
  readonly outcome: 'cleared' | 'planned' | 'failed' | 'dropped' | 'busy' | 'refused'
  readonly reason?: string
  /** In the order in which they were cleared: the newest first. */
  readonly entries: readonly Cleared[]
}

/** Does for a stale session what its owner would have done, in the same order; only one at a time does. */
export async function clearSession(
  session: RecordedSession,
  options: ClearOptions = {},
): Promise<ClearedSession> {
  const { dryRun = false, probe = createProbe() } = options
  const now = readSession(session.path, { probe, kill: systemKill })
  const settled = settleWithoutActing(session, now, dryRun)
  if (settled !== null) return settled
  const self = probe.readProcess(process.pid)?.identity
  if (dryRun || self === undefined)
    return finish(session, await clearRecord(session.record, { ...options, probe }, dryRun))
  const path = takeRecord(session.path, session.record.session, self)
  if (path === null) return { session, outcome: 'busy', reason: 'it has just been taken', entries: [] }
  return clearTaken(path, session, { ...options, probe })
}

/** Clears a record that was taken: what is done leaves the record at once, so that a killed clearer does not do it twice. */
async function clearTaken(
  path: string,
  session: RecordedSession,
  means: ClearMeans,
): Promise<ClearedSession> {
  const parsed = readRecord(path)
  if ('reason' in parsed) return { session, outcome: 'refused', reason: parsed.reason, entries: [] }
  const entries = await clearRecord(parsed.record, means, false, (left) => keep(path, left))
  removeUnfinished(dirname(path), parsed.record.session)
  if (!entries.some(({ outcome }) => outcome === 'failed')) rmSync(path, { force: true })
  return finish(session, entries)
}

/** Clears what a record says, the newest first; `onProgress` is given what is left each time. */
export async function clearRecord(
  record: SessionRecord,
  means: ClearMeans,
  isDryRun: boolean,
  onProgress: (left: SessionRecord) => void = () => undefined,
): Promise<Cleared[]> {
  const cleared: Cleared[] = []
  let { entries: left, revision } = record
  for (const entry of record.entries.toReversed()) {
    const note = (changed: RecordEntry): void => {
      left = left.map((one) => (one.id === changed.id ? changed : one))
      onProgress({ ...record, revision: ++revision, entries: left })
    }
    const result = await clearEntry(entry, record, { ...means, note }, isDryRun)
    cleared.push(result)
    if (isDryRun || result.outcome === 'failed') continue
    left = left.filter(({ id }) => id !== entry.id)
    onProgress({ ...record, revision: ++revision, entries: left })
  }
  const known = new Set(cleared.flatMap(({ processes }) => processes.map(({ pid }) => pid)))
  return [...cleared, ...(await clearStrays(record, means, isDryRun, isDryRun ? known : new Set()))]
}

function settleWithoutActing(
  session: RecordedSession,
  now: RecordedSession | RefusedSession,
  isDryRun: boolean,
): ClearedSession | null {
  if (now.state === 'refused') {
    const isGone = !existsSync(session.path)
    const reason = isGone ? 'it has been cleared meanwhile' : now.reason
    return { session, outcome: isGone ? 'busy' : 'refused', reason, entries: [] }
  }
  if (now.state === 'live') return { session, outcome: 'busy', reason: 'its owner runs', entries: [] }
  if (now.state === 'clearing')
    return { session, outcome: 'busy', reason: 'it is being cleared', entries: [] }
  if (now.state === 'stale') return null
  if (!isDryRun) {
    rmSync(session.path, { force: true })
    removeUnfinished(dirname(session.path), session.record.session)
  }
  return { session, outcome: isDryRun ? 'planned' : 'dropped', entries: [] }
}

function finish(session: RecordedSession, entries: readonly Cleared[]): ClearedSession {
  const outcomes = new Set(entries.map(({ outcome }) => outcome))
  const outcome = outcomes.has('failed') ? 'failed' : outcomes.has('planned') ? 'planned' : 'cleared'
  return { session, outcome, entries }
}

/** A disk that is full keeps the older record: what is done once more was found gone then. */
function keep(path: string, left: SessionRecord): void {
  try {
    writeRecord(path, left)
  } catch {
    // Nothing depends on it as long as this process lives.
  }
}
