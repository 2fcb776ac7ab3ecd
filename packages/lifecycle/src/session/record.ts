import type { ProcessIdentity } from '@watertight/probe'
import type { ContainerRecord } from '../containers/record.ts'

/** The version of the record's shape; readers refuse every other. */
export const RECORD_VERSION = 1

/** What a session owns outside of its own process, and who owns it: the file that outlives a killed run. */
export interface SessionRecord {
  readonly version: typeof RECORD_VERSION
  /** 16 hexadecimal digits; also the file's name and the end of the marker variable. */
  readonly session: string
  /** Grows with every change. */
  readonly revision: number
  readonly projectRoot: string
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number
  readonly owner: RecordedProcess
  /** `null` while none runs, and where none can. */
  readonly reaper: ProcessIdentity | null
  /** In the order in which they came. */
  readonly entries: readonly RecordEntry[]
}

/** A process, and its command line for whoever reads of it. */
export interface RecordedProcess extends ProcessIdentity {
  readonly command: string
}

/** One thing that outlives its owner. */
export type RecordEntry = ProcessEntry | CommandEntry | ContainerEntry | PathEntry

/** What every entry has: a number that is its own in the session, and the name under which it is owned. */
interface EntryBase {
  readonly id: number
  readonly name: string
}

/** A process that was started, with everything that comes from it. */
export interface ProcessEntry extends EntryBase {
  readonly kind: 'process'
  readonly root: RecordedProcess
  /** The value of the session's marker variable in it. */
  readonly marker: string
  /** What was left of its group when it ended. */
  readonly members: readonly ProcessIdentity[]
  readonly graceMs: number
}

/** A command that must run before the session is over. */
export interface CommandEntry extends EntryBase {
  readonly kind: 'command'
  readonly argv: readonly string[]
  readonly cwd: string
  /** What the command needs of its environment: a few well-known variables, and those that it was given. */
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** The value of the session's marker variable in every run of it. */
  readonly marker: string
}

/** A container that was started, or adopted. */
export interface ContainerEntry extends EntryBase {
  readonly kind: 'container'
  /** Where its engine answers, as DOCKER_HOST writes it. */
  readonly engine: string
  /** `null` while it is being started: what carries the session's label is meant then. */
  readonly container: ContainerRecord | null
}

/** A folder for temporary files. */
export interface PathEntry extends EntryBase {
  readonly kind: 'path'
  readonly path: string
  readonly device: number
  readonly inode: number
}

/** An entry before it has its number. */
export type NewEntry = RecordEntry extends infer E ? (E extends RecordEntry ? Omit<E, 'id'> : never) : never
