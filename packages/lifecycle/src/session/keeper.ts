import { isMainThread } from 'node:worker_threads'
import type { Probe, ProcessIdentity } from '@watertight/probe'
import { startWatchdog } from '../reaper/watchdog.ts'
import type { Watchdog } from '../reaper/watchdog.ts'
import { canBeProved } from '../processes/standing.ts'
import type { Tell } from '../tell.ts'
import { recordDirectories } from './directories.ts'
import { formatRecord } from './parse-record.ts'
import { findProjectRoot } from './project-root.ts'
import { createRecordStore } from './record-store.ts'
import { RECORD_VERSION } from './record.ts'
import type { RecordEntry, RecordedProcess, SessionRecord } from './record.ts'
import { sayStale } from './say-stale.ts'
import { sayUnwatched } from './say-unwatched.ts'

/** What a session works with. */
export interface SessionMeans {
  readonly probe: Probe
  readonly tell: Tell
  /** Where the record may be written, best first. */
  readonly directories?: readonly string[]
  /** Whether a reaper watches over the session; `true` by default. */
  readonly reaper?: boolean
}

/** What stays the same in all records of a session. */
export type SessionAbout = Omit<SessionRecord, 'revision' | 'reaper' | 'entries'>

/** Keeps what is owned in step with the record on the disk and with the reaper. */
export interface Keeper {
  /** Starts what must run before anything is owned. */
  readonly open: () => void
  readonly about: () => SessionAbout
  readonly isWatched: () => boolean
  readonly keep: (entries: readonly RecordEntry[]) => void
  /** Lets record and reaper go: nothing is owned any more. */
  readonly close: () => Promise<void>
}

// A reaper that ends again and again would be started for ever.
const MOST_REAPERS = 5

/** Makes the keeper of one session. */
export function createKeeper(session: string, means: SessionMeans): Keeper {
  const { probe, tell, directories = recordDirectories(), reaper: isWatched = true } = means
  const store = createRecordStore(directories, session, tell)
  const describe = once(() => describeSession(session, probe))
  const greet = once(() => sayStale({ directories, probe }, tell))
  const warn = once(() => sayUnwatched(probe, tell))
  const state = { entries: [] as readonly RecordEntry[], revision: 0, reapers: 0, isKept: false }
  let watchdog: Watchdog | null = null

  // A record whose owner cannot be told from another process would be refused by whoever reads it.
  const isRecorded = once(() => canBeProved(describe().owner))
  const write = (): void => {
    if (!isRecorded()) return
    state.revision += 1
    const reaper = watchdog === null ? null : readIdentity(watchdog.pid, probe)
    const record = { ...describe(), revision: state.revision, reaper, entries: state.entries }
    const text = formatRecord(record)
    // First to the reaper: killed between the two, it still knows of the newer one.
    const isSent = watchdog?.send(text, 'if short') ?? true
    const isStored = store.write(record)
    if (!isSent && !isStored) watchdog?.send(text, 'whatever its length')
  }
  const watch = (): void => {
    if (!isWatched || !isRecorded() || watchdog !== null || state.reapers >= MOST_REAPERS) return
    state.reapers += 1
    watchdog = startWatchdog({ session, directories, isThread: !isMainThread, owner: describe().owner }, tell)
    watchdog?.onLost(() => {
      watchdog = null
      if (!state.isKept) return
      watch()
      write()
    })
  }
  return {
    open() {
      if (state.isKept) return
      greet()
      if (!isRecorded()) warn()
      watch()
      state.isKept = true
      // An empty record is one too: it has the reaper look for what carries the session's mark.
      write()
    },
    about: describe,
    isWatched: () => watchdog !== null,
    keep(entries) {
      Object.assign(state, { entries, isKept: true })
      write()
    },
    async close() {
      Object.assign(state, { entries: [], isKept: false, reapers: 0 })
      store.remove()
      const dismissed = watchdog
      watchdog = null
      await dismissed?.dismiss()
    },
  }
}

function describeSession(session: string, probe: Probe): SessionAbout {
  return {
    version: RECORD_VERSION,
    session,
    projectRoot: findProjectRoot(),
    startedAtMs: Date.now(),
    owner: readSelf(probe),
  }
}

function readSelf(probe: Probe): RecordedProcess {
  const info = probe.readProcess(process.pid)
  const unknown = { pid: process.pid, startTicks: 0, bootId: '', command: process.argv.join(' ') }
  return info === null ? unknown : { ...info.identity, command: info.command }
}

function readIdentity(pid: number, probe: Probe): ProcessIdentity | null {
  return probe.readProcess(pid)?.identity ?? null
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
