import { formOf, type Form } from './glob.ts'
import type { Entry } from './table.ts'

/** Everything that may know a module: the module itself, then the families (`@aws-sdk/client-*`) it belongs to. */
export type ModuleIndex = (specifier: string) => readonly ModuleExports[]

/** What the exports of one module acquire. */
interface ModuleExports {
  entry(path: string, by: 'new' | 'call'): Entry | null
  /** The calls one step inside an export. */
  callsInside(path: string): ReadonlyMap<string, Entry> | null
}

/** Stands for a module whose exports are the globals. */
export const GLOBALS = 'globalThis'

/** Indexes what modules and, under `globalThis`, globals acquire. */
export function createModuleIndex(entries: readonly Entry[]): ModuleIndex {
  const modules = new Map<string, Exports>()
  for (const entry of entries) {
    for (const specifier of specifiersOf(entry)) {
      const exports = modules.get(specifier) ?? new Exports()
      exports.add(entry)
      modules.set(specifier, exports)
    }
  }
  const families = [...modules]
    .filter(([specifier]) => specifier.includes('*'))
    .map(([specifier, exports]) => ({ isMember: formOf(specifier), exports }))
  return remembered((written) => {
    const specifier = withoutNode(written)
    const wider = families.filter(({ isMember }) => isMember(specifier)).map(({ exports }) => exports)
    const known = modules.get(specifier)
    return known ? [known, ...wider] : wider
  })
}

/** Files of one project import the same modules again and again. */
function remembered<Value>(find: (key: string) => Value): (key: string) => Value {
  const found = new Map<string, Value>()
  return (key) => {
    const known = found.get(key)
    if (known !== undefined) return known
    const value = find(key)
    found.set(key, value)
    return value
  }
}

function specifiersOf({ acquire, resource }: Entry): readonly string[] {
  if (acquire.by === 'method') return []
  const specifiers = acquire.from ?? resource.from
  return specifiers.length > 0 ? specifiers.map(withoutNode) : [GLOBALS]
}

class Exports implements ModuleExports {
  readonly #exact = new Map<string, Entry>()
  readonly #patterns: { readonly isOfForm: Form; readonly entry: Entry }[] = []
  readonly #found = new Map<string, Entry | null>()
  readonly #inside = new Map<string, Map<string, Entry>>()

  add(entry: Entry): void {
    const { acquire } = entry
    if (acquire.by === 'method') return
    if (acquire.export.includes('*')) this.#patterns.push({ isOfForm: formOf(acquire.export), entry })
    const key = `${acquire.by} ${acquire.export}`
    if (this.#exact.has(key)) return
    this.#exact.set(key, entry)
    if (acquire.by === 'call' && acquire.export !== '') this.#addInside(acquire.export, entry)
  }

  #addInside(path: string, entry: Entry): void {
    const dot = path.lastIndexOf('.')
    const outer = path.slice(0, Math.max(0, dot))
    this.#inside.set(
      outer,
      (this.#inside.get(outer) ?? new Map<string, Entry>()).set(path.slice(dot + 1), entry),
    )
  }

  entry(path: string, by: 'new' | 'call'): Entry | null {
    const key = `${by} ${path}`
    const exact = this.#exact.get(key)
    if (exact !== undefined || this.#patterns.length === 0) return exact ?? null
    const known = this.#found.get(key)
    if (known !== undefined) return known
    const found = this.#byPattern(path, by)
    this.#found.set(key, found)
    return found
  }

  #byPattern(path: string, by: 'new' | 'call'): Entry | null {
    const match = this.#patterns.find(({ isOfForm, entry }) => entry.acquire.by === by && isOfForm(path))
    return match?.entry ?? null
  }

  callsInside(path: string): ReadonlyMap<string, Entry> | null {
    return this.#inside.get(path) ?? null
  }
}

function withoutNode(specifier: string): string {
  return specifier.replace(/^node:/, '')
}
