import { resources as builtIn } from './catalogue.ts'
import type { Resource } from './resource.ts'
import { Problem, readRecord } from './settings/check.ts'
import { checkHandler, type UserHandler } from './settings/handler-fields.ts'
import { checkResource } from './settings/resource-fields.ts'
import { nearest } from './settings/nearest.ts'
import { sayUnexpected } from './settings/say.ts'
import { createTable, type Table } from './table.ts'

/** What `settings.watertight` says, together with what is built in. */
export interface Settings {
  readonly table: Table
  /** The user's own per-request handlers. */
  readonly handlers: readonly UserHandler[]
  /** Each entry that cannot be used, in a sentence that names it; such entries are left out. */
  readonly problems: readonly string[]
}

// Keyed by the user's own object, which ESLint hands over with each file; the rest of the settings may be a copy.
const read = new WeakMap<object, Settings>()
const DEFAULTS: Settings = { table: createTable(builtIn), handlers: [], problems: [] }

/** Reads a configuration's `settings`; once for each object under `watertight`. */
export function readSettings(settings: unknown): Settings {
  const own = isObject(settings) ? settings.watertight : undefined
  if (own === undefined) return DEFAULTS
  if (!isObject(own)) {
    return { ...DEFAULTS, problems: [sayUnexpected('settings.watertight', 'an object', own)] }
  }
  const known = read.get(own)
  if (known !== undefined) return known
  const made = readOwn(own)
  read.set(own, made)
  return made
}

function readOwn(own: Readonly<Record<string, unknown>>): Settings {
  const problems = new Collector()
  problems.attempt(() => readRecord(own, 'settings.watertight', { resources: accept, handlers: accept }, []))
  const resources = problems.each(own.resources, 'settings.watertight.resources', checkResource)
  const handlers = problems.each(own.handlers, 'settings.watertight.handlers', checkHandler)
  const all = merge(builtIn, resources)
  return {
    table: createTable(all),
    handlers,
    problems: [...problems.found, ...unknownParents(resources, all)],
  }
}

function accept(): void {
  // The lists are read entry by entry, so that one bad entry spoils no other.
}

/** The same id replaces; the user's own come first, so that they also win where two claim one export. */
function merge(known: readonly Resource[], own: readonly Resource[]): readonly Resource[] {
  const replaced = new Set(own.map(({ id }) => id))
  return [...own, ...known.filter(({ id }) => !replaced.has(id))]
}

function unknownParents(own: readonly Resource[], all: readonly Resource[]): string[] {
  const ids = all.map(({ id }) => id)
  return own.flatMap(({ id, acquire }) =>
    acquire.flatMap((way) => {
      if (way.by !== 'method' || ids.includes(way.of)) return []
      const meant = nearest(way.of, ids)
      const hint = meant === undefined ? '' : ` Did you mean \`${meant}\`?`
      return [`Resource \`${id}\`: ${sayUnexpected('acquire.of', 'the id of a resource', way.of)}${hint}`]
    }),
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

class Collector {
  readonly found: string[] = []

  attempt<Value>(make: () => Value): Value | undefined {
    try {
      return make()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.found.push(error.message)
      return undefined
    }
  }

  each<Value>(list: unknown, name: string, check: (value: unknown, name: string) => Value): Value[] {
    if (list === undefined) return []
    if (!Array.isArray(list)) {
      this.found.push(sayUnexpected(name, 'an array', list))
      return []
    }
    return list.flatMap((value: unknown, index) => {
      const checked = this.attempt(() => check(value, `${name}[${index}]`))
      return checked === undefined ? [] : [checked]
    })
  }
}
