import { Module } from 'node:module'
import { attemptOr } from '../attempt.ts'
import { patch } from './patch.ts'

/** Modules of Node's that open files or ports from native code: none of their calls is seen. */
const NATIVE_MODULES: ReadonlySet<string> = new Set(
  ['ffi', 'inspector', 'internal/webstorage', 'quic', 'sqlite', 'trace_events', 'wasi'].map(
    (name) => `NativeModule ${name}`,
  ),
)

/**
 * Asynchronous work that never leaves a descriptor open or closed, promises and timers aside. Every test of a runner
 * begins some of it, as when it tells the main process. Whatever is not named here may.
 */
const QUIET: ReadonlySet<string> = new Set(['Immediate', 'TickObject', 'Microtask', 'WRITEWRAP'])

/** What may have happened to the descriptors of the process; `new-means`: what opens unseen was not there before. */
export type DescriptorChange = 'none' | 'some' | 'new-means'

interface LoadedModules {
  readonly moduleLoadList?: readonly string[]
}

/**
 * Tells whether descriptors of this process may have come or gone since it was asked last, so that nobody has to ask
 * the operating system after a test that did nothing of the kind. Once there is native code that opens them out of
 * our sight, or another thread, they always may.
 */
export class DescriptorChanges {
  #noted = true
  #unseen = false
  #wasUnseen = false
  /** What Node has loaded, as it says itself (lib/internal/bootstrap/realm.js). */
  readonly #loaded: readonly string[] | undefined
  /** How many of it have been looked at. */
  #looked = 0

  constructor({ moduleLoadList }: LoadedModules = process as LoadedModules) {
    this.#loaded = moduleLoadList
    // Where Node does not say, it may have loaded anything.
    this.#unseen = moduleLoadList === undefined
  }

  /** From here on native add-ons are noticed; those that are there already are looked for. */
  start(loaded: object | null = loadedFiles()): void {
    const notice = (): void => {
      this.#unseen = true
    }
    const follows = patch(process, 'dlopen', (original) => {
      const load = original as (this: unknown, ...args: unknown[]) => unknown
      return function (this: unknown, ...args: unknown[]) {
        notice()
        return load.apply(this, args)
      }
    })
    if (!follows || hasAddon(loaded)) notice()
  }

  /** A call that opens or closes was seen. */
  note(): void {
    this.#noted = true
  }

  /** An asynchronous resource of this type has begun. */
  noteType(type: string): void {
    if (type === 'WORKER') this.#unseen = true
    if (!QUIET.has(type)) this.#noted = true
  }

  /** What there may have been since this was called last. */
  take(): DescriptorChange {
    const [noted, wasUnseen] = [this.#noted, this.#wasUnseen]
    this.#noted = false
    this.#wasUnseen = this.#isUnseen()
    if (this.#wasUnseen !== wasUnseen) return 'new-means'
    return noted || wasUnseen ? 'some' : 'none'
  }

  #isUnseen(): boolean {
    const loaded = this.#loaded ?? []
    for (; this.#looked < loaded.length; this.#looked++)
      this.#unseen ||= NATIVE_MODULES.has(loaded[this.#looked] ?? '')
    return this.#unseen
  }
}

function loadedFiles(): object | null {
  return (Module as { readonly _cache?: object })._cache ?? null
}

/** Where that is not known, there may be any. */
function hasAddon(loaded: object | null): boolean {
  return attemptOr(true, () => loaded === null || Object.keys(loaded).some((path) => path.endsWith('.node')))
}
