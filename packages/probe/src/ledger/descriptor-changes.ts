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
 * Asynchronous work that never leaves a descriptor open or closed. Every test of a runner begins some of it: its
 * promises, and what it tells the main process. Whatever is not named here may.
 */
const QUIET: ReadonlySet<string> = new Set([
  'PROMISE',
  'Timeout',
  'Immediate',
  'TickObject',
  'Microtask',
  'WRITEWRAP',
])

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
  start(): void {
    const notice = (): void => {
      this.#unseen = true
    }
    patch(process, 'dlopen', (original) => {
      const load = original as (this: unknown, ...args: unknown[]) => unknown
      return function (this: unknown, ...args: unknown[]) {
        notice()
        return load.apply(this, args)
      }
    })
    if (hasAddon()) notice()
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

  /** Whether there may have been any since this was called last. */
  take(): boolean {
    const may = this.#noted || this.#isUnseen()
    this.#noted = false
    return may
  }

  #isUnseen(): boolean {
    const loaded = this.#loaded ?? []
    for (; this.#looked < loaded.length; this.#looked++)
      this.#unseen ||= NATIVE_MODULES.has(loaded[this.#looked] ?? '')
    return this.#unseen
  }
}

function hasAddon(): boolean {
  const { _cache: loaded } = Module as { _cache?: object }
  return attemptOr(true, () => Object.keys(loaded ?? {}).some((path) => path.endsWith('.node')))
}
