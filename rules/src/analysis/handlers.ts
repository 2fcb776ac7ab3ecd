import { CLOUD } from './handlers/cloud.ts'
import { ITERATION } from './handlers/iteration.ts'
import { MESSAGES } from './handlers/messages.ts'
import { ONCE } from './handlers/once.ts'
import { SCHEDULES } from './handlers/schedules.ts'
import { SERVERS } from './handlers/servers.ts'
import { WEB } from './handlers/web.ts'

/** How often a library calls a callback back; users add theirs through `settings.watertight.handlers`. */
export interface HandlerRecord {
  /** In words, for messages: `an Express handler`. */
  readonly label: string
  /**
   * `same`: once each time that the call itself runs. `later`: the same, but a function that arms itself again this
   * way ticks. Default: `request`.
   */
  readonly rhythm?: 'request' | 'message' | 'tick' | 'loop' | 'same' | 'later'
  /** Modules, without `node:`, that the function or the receiver comes from; '' for globals. Absent: any receiver. */
  readonly module?: OneOrMore
  /** The functions or classes that take the callback, as paths inside the module; '' is the module or its default. */
  readonly export?: OneOrMore
  /** The methods that take it, called on a value that the module made. */
  readonly method?: OneOrMore
  /** What a receiver is called whose making the file does not show: `app`, `router`. */
  readonly receiver?: RegExp
  /** The first argument is one of these strings. */
  readonly event?: OneOrMore
  /** The first argument is a path: a string, a template, a regular expression or an array of them. */
  readonly isRouted?: boolean
  /** Position of the callback, from 0. Default: any. */
  readonly callback?: number
  /** The callback is one of these properties of an object argument. */
  readonly property?: OneOrMore
}

type OneOrMore = string | readonly string[]

/** The handlers that are known without settings. */
const HANDLERS: readonly HandlerRecord[] = [
  ...WEB,
  ...SERVERS,
  ...CLOUD,
  ...MESSAGES,
  ...SCHEDULES,
  ...ITERATION,
  ...ONCE,
]

/** Handler records by what a call shows first: `module#export`, and the name of the method. */
export interface HandlerIndex {
  readonly byExport: ReadonlyMap<string, readonly HandlerRecord[]>
  readonly byMethod: ReadonlyMap<string, readonly HandlerRecord[]>
}

/** The indexes to look in, one after the other: of the user's own handlers, if there are any, and of the built-in ones. */
export function indexesOf(handlers: readonly HandlerRecord[]): readonly HandlerIndex[] {
  const found = indexes.get(handlers)
  if (found !== undefined) return found
  const made = makeIndexes(handlers)
  indexes.set(handlers, made)
  return made
}

// Keyed by the list, which is the same for all files of one configuration.
const indexes = new WeakMap<readonly HandlerRecord[], readonly HandlerIndex[]>()

function makeIndexes(handlers: readonly HandlerRecord[]): readonly HandlerIndex[] {
  const own = handlers.filter((record) => !HANDLERS.includes(record))
  return own.length === 0 ? [BUILT_IN] : [indexOf(own), BUILT_IN]
}

/** One or more as a list. */
export function listOf(value: OneOrMore | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}

function indexOf(records: readonly HandlerRecord[]): HandlerIndex {
  return {
    byExport: groupBy(records, exportKeys),
    byMethod: groupBy(records, (record) => listOf(record.method)),
  }
}

function exportKeys(record: HandlerRecord): readonly string[] {
  return listOf(record.module).flatMap((module) => listOf(record.export).map((path) => `${module}#${path}`))
}

function groupBy(
  records: readonly HandlerRecord[],
  keysOf: (record: HandlerRecord) => readonly string[],
): ReadonlyMap<string, readonly HandlerRecord[]> {
  const groups = new Map<string, HandlerRecord[]>()
  for (const record of records) {
    for (const key of keysOf(record)) {
      const group = groups.get(key)
      if (group) group.push(record)
      else groups.set(key, [record])
    }
  }
  return groups
}

const BUILT_IN = indexOf(HANDLERS)
