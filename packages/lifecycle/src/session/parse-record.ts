import { isContainerRecord } from '../containers/record.ts'
import { RECORD_VERSION } from './record.ts'
import type { RecordEntry, SessionRecord } from './record.ts'

/** Why a record is not used. */
export type RefusalReason =
  | 'unreadable'
  | 'symbolic link'
  | 'not a regular file'
  | 'foreign owner'
  | 'readable or writable by others'
  | 'more than one name'
  | 'too large'
  | 'not JSON'
  | 'unknown version'
  | 'not a session record'
  | 'another session than its name says'

/** A record, or why the text is none. */
export type Parsed = { readonly record: SessionRecord } | { readonly reason: RefusalReason }

/** Parses the text of a session record; whatever is not exactly one is refused as a whole. */
export function parseRecord(text: string): Parsed {
  const value = parseJson(text)
  if (value === undefined) return { reason: 'not JSON' }
  if (!isObject(value)) return { reason: 'not a session record' }
  if (value.version !== RECORD_VERSION) return { reason: 'unknown version' }
  return isRecord(value) ? { record: value } : { reason: 'not a session record' }
}

/** The text of a record: one line, so that half of it is never a record. */
export function formatRecord(record: SessionRecord): string {
  return JSON.stringify(record)
}

type Fields = Record<string, unknown>
type Is = (value: unknown) => boolean

const isText: Is = (value) => typeof value === 'string' && !value.includes('\0')
const isName: Is = (value) => isText(value) && value !== ''
const isCount: Is = (value) => Number.isSafeInteger(value) && Number(value) >= 0
// A pid of 1 is init's, 0 and negative ones mean whole groups (kill(2)): no record of ours names them.
const isPid: Is = (value) => isCount(value) && Number(value) > 1
const isAbsolute: Is = (value) => isText(value) && /^(\/|[A-Za-z]:[\\/])/.test(String(value))
const isListOf =
  (isItem: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every(isItem)
const isShape =
  (shape: Readonly<Record<string, Is>>): Is =>
  (value) =>
    isObject(value) && Object.entries(shape).every(([key, isField]) => isField(value[key]))

const isIdentity = isShape({ pid: isPid, startTicks: isCount, bootId: isName })
// A process of the record's own session: in a container it may well be the first one, with the pid 1.
const isOwner = isShape({ pid: isCount, startTicks: isCount, bootId: isName, command: isText })
const isProcess = isShape({ pid: isPid, startTicks: isCount, bootId: isName, command: isText })

const ENTRY_SHAPES: Readonly<Record<RecordEntry['kind'], Is>> = {
  process: isShape({ root: isProcess, marker: isName, members: isListOf(isIdentity), graceMs: isCount }),
  command: isShape({
    argv: (value) => isListOf(isText)(value) && isName((value as unknown[])[0]),
    cwd: isAbsolute,
    env: (value) => isObject(value) && Object.values(value).every(isText),
    timeoutMs: isCount,
    marker: isName,
  }),
  container: isShape({ engine: isName, container: (value) => value === null || isContainerRecord(value) }),
  path: isShape({ path: isAbsolute, device: isCount, inode: isCount }),
}

const isEntry: Is = (value) => {
  if (!isObject(value) || !isCount(value.id) || !isText(value.name)) return false
  const kind = String(value.kind)
  return Object.hasOwn(ENTRY_SHAPES, kind) && ENTRY_SHAPES[kind as RecordEntry['kind']](value)
}

const isRecordShape = isShape({
  session: (value) => /^[\da-f]{16}$/.test(String(value)),
  revision: isCount,
  projectRoot: isAbsolute,
  startedAtMs: isCount,
  owner: isOwner,
  reaper: (value) => value === null || isIdentity(value),
  entries: isListOf(isEntry),
})

function isRecord(value: Fields): value is Fields & SessionRecord {
  return isRecordShape(value)
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
