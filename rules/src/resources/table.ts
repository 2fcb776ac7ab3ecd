import { formOf } from './glob.ts'
import { createModuleIndex, GLOBALS, type ModuleIndex } from './module-index.ts'
import type { Acquire, Resource } from './resource.ts'

/** One way to acquire one resource. */
export interface Entry {
  readonly resource: Resource
  readonly acquire: Acquire
}

/** All resources, ready for look-up. Specifiers may be written with `node:` or without. */
export interface Table {
  isKnownModule(specifier: string): boolean
  /** What `new path()` or `path()` acquires; `path` is that of the export, `''` or `default` for the module itself. */
  byExport(specifier: string, path: string, by: 'new' | 'call'): Entry | null
  /** `setInterval`, also as `globalThis.setInterval` or `window.setInterval`. */
  byGlobal(name: string, by: 'new' | 'call'): Entry | null
  /** The resource that is called so and that a module exports, as the type of a value names both. */
  byType(specifier: string, name: string): Resource | null
  /** The names by which globals are reached: their own, and those of the objects that hold all globals. */
  readonly globalNames: ReadonlySet<string>
  /** What the methods of a value of this resource acquire, by method. */
  methodsOf(id: string): ReadonlyMap<string, Entry>
  /** What the functions inside this export acquire, by name: `launch` of `chromium`. */
  methodsOfExport(specifier: string, path: string): ReadonlyMap<string, Entry>
  /** Functions that release their first argument: `clearInterval`, or `fs#closeSync`. */
  readonly releaseFunctions: ReadonlyMap<string, readonly Resource[]>
  /** Calls that end what their module keeps: `mongoose#disconnect`. */
  readonly moduleCalls: ReadonlyMap<string, readonly Resource[]>
  get(id: string): Resource | undefined
}

const OBJECTS_OF_GLOBALS = ['globalThis', 'global', 'self', 'window']
const OBJECT_OF_GLOBALS = new RegExp(`^(?:${OBJECTS_OF_GLOBALS.join('|')})\\.`)
const NONE: ReadonlyMap<string, Entry> = new Map()

/** Indexes resources for look-up; where two claim the same export, the first one has it. */
export function createTable(resources: readonly Resource[]): Table {
  const entries = resources.flatMap((resource) => resource.acquire.map((acquire) => ({ resource, acquire })))
  const modules = createModuleIndex(entries)
  const methods = indexMethods(entries)
  const byId = new Map(resources.map((resource) => [resource.id, resource]))
  return {
    ...lookUpsOf(modules),
    byType: createTypeIndex(resources),
    globalNames: new Set([...OBJECTS_OF_GLOBALS, ...namesOfGlobals(entries)]),
    methodsOf: (id) => methods.get(id) ?? NONE,
    releaseFunctions: indexReleases(resources, 'function'),
    moduleCalls: indexReleases(resources, 'moduleCall'),
    get: (id) => byId.get(id),
  }
}

function lookUpsOf(modules: ModuleIndex) {
  const byExport = (specifier: string, path: string, by: 'new' | 'call') =>
    first(modules(specifier), (exports) => exports.entry(withoutDefault(path), by))
  return {
    isKnownModule: (specifier: string) => modules(specifier).length > 0,
    byExport,
    byGlobal: (name: string, by: 'new' | 'call') =>
      byExport(GLOBALS, name.replace(OBJECT_OF_GLOBALS, ''), by),
    methodsOfExport: (specifier: string, path: string) =>
      first(modules(specifier), (exports) => exports.callsInside(withoutDefault(path))) ?? NONE,
  }
}

function first<Item, Found>(items: readonly Item[], find: (item: Item) => Found | null): Found | null {
  for (const item of items) {
    const found = find(item)
    if (found !== null) return found
  }
  return null
}

function createTypeIndex(resources: readonly Resource[]): Table['byType'] {
  const byName = new Map<string, Resource[]>()
  for (const resource of resources) {
    byName.set(resource.name, [...(byName.get(resource.name) ?? []), resource])
  }
  return (specifier, name) =>
    byName.get(name)?.find(({ from }) => from.some((form) => formOf(form)(specifier))) ?? null
}

function namesOfGlobals(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap(({ resource, acquire }) => {
    if (acquire.by === 'method') return []
    const isGlobal = (acquire.from ?? resource.from).includes(GLOBALS)
    return isGlobal || resource.from.length === 0 ? acquire.export.split('.', 1) : []
  })
}

function withoutDefault(path: string): string {
  return path.replace(/^default(?:\.|$)/, '')
}

function indexMethods(entries: readonly Entry[]): ReadonlyMap<string, ReadonlyMap<string, Entry>> {
  const index = new Map<string, Map<string, Entry>>()
  for (const entry of entries) {
    if (entry.acquire.by !== 'method') continue
    const { of, method } = entry.acquire
    index.set(of, (index.get(of) ?? new Map<string, Entry>()).set(method, entry))
  }
  return index
}

function indexReleases(
  resources: readonly Resource[],
  by: 'function' | 'moduleCall',
): ReadonlyMap<string, readonly Resource[]> {
  const index = new Map<string, Resource[]>()
  for (const resource of resources) {
    for (const { [by]: name } of resource.release) {
      if (name !== undefined) index.set(name, [...(index.get(name) ?? []), resource])
    }
  }
  return index
}
