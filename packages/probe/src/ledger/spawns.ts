import childProcess from 'node:child_process'
import { attemptOr } from '../attempt.ts'
import { patch } from './patch.ts'

export interface SpawnMark {
  /** Name of the environment variable that descendants inherit; `null` while nothing is observed. */
  readonly variable: () => string | null
  /** Asked once for every spawn: what tells it from the others. */
  readonly value: () => string
}

interface Spawnable {
  spawn(options: { envPairs?: string[] }): unknown
}

interface Mark {
  readonly variable: string
  readonly value: string
}

type AnyCall = (this: unknown, ...args: unknown[]) => unknown

/**
 * Gives every process that this thread starts an environment variable that its descendants inherit: it
 * survives setsid, double forks and the death of the parents, and says which scope began it.
 * What cannot be marked (an environment that is frozen, or throws) runs without.
 */
export function markSpawns(mark: SpawnMark): void {
  const next = (): Mark | null => {
    const variable = mark.variable()
    return variable === null ? null : { variable, value: mark.value() }
  }
  markAsynchronous(next)
  for (const name of ['spawnSync', 'execSync', 'execFileSync'] as const) markSynchronous(name, next)
}

/** All asynchronous calls, `fork` included, end in this method (lib/internal/child_process.js). */
function markAsynchronous(next: () => Mark | null): void {
  const prototype = childProcess.ChildProcess.prototype as unknown as Spawnable
  patch(
    prototype,
    'spawn',
    (original) =>
      function (this: Spawnable, ...args) {
        attemptOr(undefined, () => {
          const mark = next()
          if (mark) args[0].envPairs?.push(`${mark.variable}=${mark.value}`)
        })
        return original.apply(this, args)
      },
  )
}

/** The synchronous calls copy `process.env` unless they are given an environment: either gets the mark. */
function markSynchronous(name: 'spawnSync' | 'execSync' | 'execFileSync', next: () => Mark | null): void {
  patch(childProcess, name, (original) => {
    const run = original as AnyCall
    return function (this: unknown, ...args: unknown[]) {
      const mark = attemptOr(null, next)
      if (mark === null) return run.apply(this, args)
      const marked = attemptOr(args, () =>
        args.map((arg) => (hasEnvironment(arg) ? withMark(arg, mark) : arg)),
      )
      if (marked.some((arg, index) => arg !== args[index])) return run.apply(this, marked)
      return whileMarked(mark, () => run.apply(this, args))
    } as never
  })
}

function hasEnvironment(arg: unknown): arg is { readonly env: object } {
  if (typeof arg !== 'object' || arg === null || Array.isArray(arg) || !Object.hasOwn(arg, 'env'))
    return false
  const { env } = arg as { readonly env: unknown }
  return typeof env === 'object' && env !== null
}

/** The same options but for `env`: prototype, getters and hidden properties stay, and nothing of the user's is changed. */
function withMark(options: { readonly env: object }, { variable, value }: Mark): object {
  const env = { ...inheritedToo(options.env), [variable]: value }
  return Object.create(Object.getPrototypeOf(options) as object | null, {
    ...Object.getOwnPropertyDescriptors(options),
    env: { value: env, enumerable: true, configurable: true, writable: true },
  }) as object
}

/** Node hands on inherited variables too, on purpose (lib/child_process.js, normalizeSpawnArguments). */
function inheritedToo(env: object): Record<string, unknown> {
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const key in env) copy[key] = Reflect.get(env, key)
  return copy
}

function whileMarked<T>({ variable, value }: Mark, work: () => T): T {
  const { env } = process
  const isMarked = attemptOr(false, () => Reflect.set(env, variable, value))
  try {
    return work()
  } finally {
    if (isMarked) attemptOr(false, () => Reflect.deleteProperty(env, variable))
  }
}
