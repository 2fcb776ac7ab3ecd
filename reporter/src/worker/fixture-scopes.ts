import { monotonicMs } from '@watertight/probe/ledger'
import type { Runtime } from './runtime.ts'
import { Scope } from './scope.ts'

type AnyFunction = (...args: unknown[]) => unknown
interface TestApi {
  extend: AnyFunction
}

/**
 * Runs the fixtures of file and worker scope in scopes of their own. Vitest sets them up inside the first test
 * that uses them, and that test would be charged with what outlives it by design.
 */
export class FixtureScopes {
  readonly #runtime: Runtime
  readonly worker: Scope
  /** Worker fixtures whose teardown has not finished. */
  readonly #pending = new Set<Promise<unknown>>()
  /** The last fixture of each kind that was set up. */
  readonly #begun = new Map<'file' | 'worker', { readonly scope: Scope; readonly atMs: number }>()
  readonly #wrapped = new WeakMap<AnyFunction, AnyFunction>()

  constructor(runtime: Runtime) {
    this.#runtime = runtime
    this.worker = new Scope('worker', null)
  }

  get used(): boolean {
    return this.#pending.size > 0
  }

  /** The scopes of which a fixture has begun since this time, in milliseconds of this thread's clock. */
  begunSince(ms: number): Scope[] {
    return [...this.#begun.values()].filter(({ atMs }) => atMs >= ms).map(({ scope }) => scope)
  }

  /** Resolves when every worker fixture has been torn down. */
  async finished(): Promise<void> {
    await Promise.allSettled(this.#pending)
  }

  /** Makes `test.extend`, and that of every test made by it, scope the fixtures that it is given. */
  patch(test: TestApi): void {
    const original = test.extend
    if (this.#wrapped.has(original)) return
    const extend: AnyFunction = (...args) => {
      const extended = original.apply(test, this.#scopeArguments(args)) as TestApi
      this.patch(extended)
      return extended
    }
    this.#wrapped.set(extend, original)
    test.extend = extend
  }

  /** Both forms: `extend({ name: [fn, { scope }] })`, and from 4.1 on `extend(name, { scope }, fn)`. */
  #scopeArguments(args: readonly unknown[]): unknown[] {
    const [first, second, third] = args
    if (typeof first === 'string') {
      return typeof third === 'function'
        ? [first, second, this.#scope(third as AnyFunction, second)]
        : [...args]
    }
    if (typeof first !== 'object' || first === null) return [...args]
    const fixtures = Object.entries(first).map(([name, value]: [string, unknown]) => [
      name,
      this.#scopeEntry(value),
    ])
    return [Object.fromEntries(fixtures)]
  }

  #scopeEntry(entry: unknown): unknown {
    if (!Array.isArray(entry)) return entry
    const [value, options, ...rest] = entry as unknown[]
    return typeof value === 'function'
      ? [this.#scope(value as AnyFunction, options), options, ...rest]
      : entry
  }

  #scope(fixture: AnyFunction, options: unknown): AnyFunction {
    const kind = (options as { scope?: unknown } | undefined)?.scope
    if (kind !== 'file' && kind !== 'worker') return fixture
    const scoped: AnyFunction = (...args) => {
      const scope = kind === 'worker' ? this.worker : this.#runtime.fileScope
      this.#begun.set(kind, { scope, atMs: monotonicMs() })
      const work = this.#runtime.context.run(scope, () => fixture(...args))
      if (kind === 'worker') this.#pending.add(Promise.resolve(work))
      return work
    }
    // Vitest reads the names of the fixtures that it uses from its source text.
    Object.defineProperty(scoped, 'toString', { value: () => fixture.toString() })
    return scoped
  }
}
