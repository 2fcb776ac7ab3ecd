import { InvalidArgumentError } from 'commander'
import { nearest, sayReceived } from '@watertight/findings'
import type { Sample } from '@watertight/findings'

/** The highest that a figure may be at any moment of a run. */
export interface Budget {
  readonly name: BudgetName
  /** A number of things, or of bytes. */
  readonly limit: number
}

/** A figure that a budget may bound. */
export type BudgetName = 'rss' | 'heap' | 'external' | 'fds' | 'sockets' | 'children'

/** What each budget bounds. */
export const FIGURES: Readonly<
  Record<BudgetName, { readonly key: keyof Sample; readonly unit: 'bytes' | 'count'; readonly name: string }>
> = {
  rss: { key: 'rssBytes', unit: 'bytes', name: 'resident memory' },
  heap: { key: 'heapBytes', unit: 'bytes', name: 'the heap' },
  external: { key: 'externalBytes', unit: 'bytes', name: 'memory outside of the heap' },
  fds: { key: 'descriptors', unit: 'count', name: 'open descriptors' },
  sockets: { key: 'sockets', unit: 'count', name: 'open sockets' },
  children: { key: 'children', unit: 'count', name: 'child processes' },
}

/** Collects the values of `--budget`: `rss=512MB,fds=300`. */
export function budgets(value: string, former: readonly Budget[] = []): readonly Budget[] {
  let all = former
  for (const part of value.split(',')) {
    const budget = parseBudget(part.trim())
    if (all.some(({ name }) => name === budget.name)) throw invalid(`\`${budget.name}\` is given twice.`)
    all = [...all, budget]
  }
  return all
}

function parseBudget(text: string): Budget {
  const [, name = '', limit] = /^([^=]*)=(.*)$/s.exec(text) ?? []
  if (limit === undefined) throw invalid(`Expected \`figure=limit\`, got ${sayReceived(text)}.`)
  if (!isBudgetName(name)) throw unknownFigure(name)
  return { name, limit: PARSERS[FIGURES[name].unit](limit.trim(), name) }
}

const PARSERS: Readonly<Record<'bytes' | 'count', (text: string, name: string) => number>> = {
  bytes: parseSize,
  count: parseCount,
}

/** The same units as in every other text of ours: 1 MB is 1024² bytes. */
function parseSize(text: string, name: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text) ?? []
  const power = UNITS.get(unit.toLowerCase())
  if (number === '' || power === undefined) throw expected(name, 'a size like `512MB` or `1.5GB`', text)
  return Math.floor(Number(number) * 1024 ** power)
}

/** Powers of 1024. A size without a unit is refused: nobody means that few bytes. */
const UNITS: ReadonlyMap<string, number> = new Map(
  [['b'], ['k', 'kb', 'kib'], ['m', 'mb', 'mib'], ['g', 'gb', 'gib']].flatMap((units, power) =>
    units.map((unit) => [unit, power] as const),
  ),
)

function parseCount(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw expected(name, 'a non-negative integer', text)
  return Number(text)
}

function isBudgetName(text: string): text is BudgetName {
  return Object.hasOwn(FIGURES, text)
}

function unknownFigure(name: string): InvalidArgumentError {
  const names = Object.keys(FIGURES)
  const meant = nearest(name, names)
  const known = names.map((one) => `\`${one}\``).join(', ')
  const hint = meant === undefined ? '' : ` Did you mean \`${meant}\`?`
  return invalid(`Expected a figure (${known}), got ${sayReceived(name)}.${hint}`)
}

function expected(name: string, what: string, text: string): InvalidArgumentError {
  return invalid(`Expected \`${name}\` to be ${what}, got ${sayReceived(text)}.`)
}

function invalid(message: string): InvalidArgumentError {
  return new InvalidArgumentError(message)
}
