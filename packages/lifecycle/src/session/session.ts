import { randomBytes } from 'node:crypto'
import { formatMarker, markerVariable } from '@watertight/probe'
import type { Mark } from '../processes/tree.ts'
import { createKeeper } from './keeper.ts'
import type { SessionAbout, SessionMeans } from './keeper.ts'
import type { NewEntry, RecordEntry } from './record.ts'

/** What one thread owns outside of its process, written down for those who clear it when the thread cannot. */
export interface Session {
  /** 16 hexadecimal digits. */
  readonly id: string
  /** A new mark for the next process: what tells its tree from the others. */
  readonly nextMark: () => Required<Mark>
  /**
   * Has the reaper watch: what is started from now on is cleared whatever happens, by its mark as long as no entry
   * names it. What is given back says that it is held, or that it could not be started.
   */
  readonly open: () => () => void
  /**
   * Writes an entry down, and gives its number. `null` is for what no entry can name, because it could not be read: it
   * keeps the session open, and its mark is what it is cleared by.
   */
  readonly hold: (entry: NewEntry | null) => number
  /** Writes down what has changed of an entry that is held. */
  readonly change: (id: number, entry: NewEntry | null) => void
  /** Whether a reaper would clear what is owned if this process ended now. */
  readonly isWatched: () => boolean
  /** Whose session it is. */
  readonly about: () => SessionAbout
  /** Strikes an entry out; with the last one, record and reaper go, which is waited for. */
  readonly drop: (id: number) => Promise<void>
  /**
   * Strikes an entry out unless its clean-up failed: what could not be released stays in the record, for the reaper
   * when this process ends, and for `watertight sweep` after that.
   */
  readonly dropUnless: (isFailed: boolean, id: number) => Promise<void>
}

/** Makes a session that owns nothing, and costs nothing until it does. */
export function createSession(means: SessionMeans): Session {
  const id = randomBytes(8).toString('hex')
  const variable = markerVariable(id)
  const keeper = createKeeper(id, means)
  const entries = new Map<number, RecordEntry | null>()
  const last = { entry: 0, mark: 0 }
  let opened = 0
  const closeIfEmpty = async (): Promise<void> => {
    if (entries.size === 0 && opened === 0) await keeper.close()
  }
  const keep = (): void => keeper.keep([...entries.values()].filter((entry) => entry !== null))
  const set = (number: number, entry: NewEntry | null): void => {
    entries.set(number, entry && { ...entry, id: number })
    keep()
  }
  const drop = async (number: number): Promise<void> => {
    if (entries.delete(number) && entries.size > 0) keep()
    await closeIfEmpty()
  }
  return {
    id,
    nextMark: () => ({
      variable,
      value: formatMarker({ workerPid: process.pid, scopeNumber: ++last.mark }),
    }),
    open() {
      keeper.open()
      opened += 1
      return once(() => {
        opened -= 1
        void closeIfEmpty()
      })
    },
    hold(entry) {
      keeper.open()
      set(++last.entry, entry)
      return last.entry
    },
    change: (number, entry) => {
      if (entries.has(number)) set(number, entry)
    },
    isWatched: keeper.isWatched,
    about: keeper.about,
    drop,
    dropUnless: async (isFailed, number) => {
      if (!isFailed) await drop(number)
    },
  }
}

function once(run: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) run()
    isDone = true
  }
}
