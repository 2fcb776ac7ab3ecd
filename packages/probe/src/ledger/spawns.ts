import childProcess from 'node:child_process'
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

/**
 * Gives every process that this thread starts an environment variable that its descendants inherit: it
 * survives setsid, double forks and the death of the parents, and says which scope began it.
 */
export function markSpawns(mark: SpawnMark): void {
  const prototype = childProcess.ChildProcess.prototype as unknown as Spawnable
  patch(
    prototype,
    'spawn',
    (original) =>
      function (this: Spawnable, options) {
        const variable = mark.variable()
        if (variable !== null) options.envPairs?.push(`${variable}=${mark.value()}`)
        return original.call(this, options)
      },
  )
  for (const name of ['spawnSync', 'execSync', 'execFileSync'] as const) {
    patch(childProcess, name, (original) => {
      const run = original as (...args: unknown[]) => unknown
      return ((...args: unknown[]) => {
        const variable = mark.variable()
        if (variable === null) return run.apply(childProcess, args)
        const value = mark.value()
        const marked = args.map((arg) => markEnvironment(arg, variable, value))
        return withVariable(variable, value, () => run.apply(childProcess, marked))
      }) as never
    })
  }
}

/** The synchronous calls copy `process.env` unless they are given an environment: both ways get the mark. */
function markEnvironment(arg: unknown, variable: string, value: string): unknown {
  const env = isOptions(arg) ? arg.env : undefined
  return env ? { ...(arg as object), env: { ...env, [variable]: value } } : arg
}

function isOptions(arg: unknown): arg is { readonly env?: object } {
  return typeof arg === 'object' && arg !== null && !Array.isArray(arg)
}

function withVariable<T>(variable: string, value: string, work: () => T): T {
  process.env[variable] = value
  try {
    return work()
  } finally {
    Reflect.deleteProperty(process.env, variable)
  }
}
