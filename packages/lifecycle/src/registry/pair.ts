import type { Held } from './claim.ts'
import type { Registry } from './registry.ts'

/** What an owned pair is called, and what the second function is given when nobody has called it. */
export interface PairOptions<A extends unknown[], R, D extends unknown[]> {
  /** The first function's name by default. */
  readonly name?: string
  /** By default the first function's result, or its own arguments when it gives none. */
  readonly argumentsOf?: (result: Awaited<R>, args: A) => D
  /** Time for the clean-up, in ms; 10,000 by default. */
  readonly timeoutMs?: number
}

/** The two functions as they were, but that the first registers the second, and the second unregisters it. */
export type Pair<A extends unknown[], R, D extends unknown[], E> = readonly [
  (...args: A) => R,
  (...args: D) => E,
]

interface Made {
  readonly args: readonly unknown[]
  readonly result: unknown
  readonly held: Held
  /** The user's own call of the second function, while it lasts. */
  ending: Promise<unknown> | undefined
}

/** Pairs what makes something with what removes it; see `Lifecycle.pair`. */
export function createPair<A extends unknown[], R, D extends unknown[], E>(
  registry: Registry,
  create: (...args: A) => R,
  destroy: (...args: D) => E,
  options: PairOptions<A, R, D>,
): Pair<A, R, D, E> {
  const open: Made[] = []
  return [
    (...args) => {
      const result = create(...args)
      open.push(own(registry, { args, result, options, create, destroy, open }))
      return result
    },
    (...args) => {
      const made = findMade(open, args)
      const result = destroy(...args)
      if (made !== undefined) settle(made, result)
      return result
    },
  ]
}

interface Making<A extends unknown[], R, D extends unknown[]> {
  readonly args: A
  readonly result: R
  readonly options: PairOptions<A, R, D>
  readonly create: (...args: A) => R
  readonly destroy: (...args: D) => unknown
  readonly open: Made[]
}

function own<A extends unknown[], R, D extends unknown[]>(
  registry: Registry,
  { args, result, options, create, destroy, open }: Making<A, R, D>,
): Made {
  const { name = create.name || 'pair', argumentsOf = defaultArguments, timeoutMs } = options
  const held = registry.add({
    name,
    value: result,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    release: async () => {
      if (await isEndedByUser(made)) return
      // It may still be in the making; what was not made need not be removed.
      const settled = await Promise.resolve(result).then(
        (value) => ({ value }),
        () => null,
      )
      if (settled !== null) await destroy(...argumentsOf(settled.value, args))
    },
    onEnd: () => void open.splice(open.indexOf(made), 1),
  })
  const made: Made = { args, result, held, ending: undefined }
  Promise.resolve(result).then(undefined, held.forget)
  return made
}

function defaultArguments(result: unknown, args: unknown[]): never {
  // What the second function takes cannot be told from the types of the first; most take one of the two.
  return (result === undefined ? args : [result]) as never
}

async function isEndedByUser({ ending }: Made): Promise<boolean> {
  if (ending === undefined) return false
  return ending.then(
    () => true,
    () => false,
  )
}

/** The newest that the arguments name: by what it gave, or by what it was given; else the newest. */
function findMade(open: readonly Made[], args: readonly unknown[]): Made | undefined {
  const isNamed = (made: Made): boolean =>
    args.some((arg) => arg !== undefined && arg === made.result) || isSameList(args, made.args)
  return open.findLast(isNamed) ?? open.at(-1)
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index])
}

/** A removal that failed has removed nothing for sure: it is tried once more with everything else. */
function settle(made: Made, result: unknown): void {
  const ending = Promise.resolve(result)
  made.ending = ending
  ending.then(
    () => made.held.forget(),
    () => (made.ending = undefined),
  )
}
