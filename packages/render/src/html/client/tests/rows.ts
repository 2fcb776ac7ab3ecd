import type { PageData, TestRow, Verdict } from '../../page-shape.ts'

/** What the reader wants to see. */
export interface Filter {
  /** All words of it must occur in the name or the path. */
  readonly text: string
  readonly verdict: string
  readonly kind: number | null
  readonly file: number | null
}

export type SortKey = 'name' | 'verdict' | 'findings' | 'duration' | 'before' | 'after' | 'change' | 'peak'

export interface Sorting {
  readonly key: SortKey
  readonly descending: boolean
}

/** The tests that a filter lets through, in order; what has no value comes last, whatever the direction. */
export function selectTests(
  { tests, files }: PageData,
  filter: Filter,
  { key, descending }: Sorting,
  metric: number,
): TestRow[] {
  const words = filter.text.toLowerCase().split(/\s+/)
  const found = tests.filter((test) => matches(test, filter, words, files))
  const values = new Map(found.map((test) => [test, SORTED_BY[key](test, metric)]))
  const direction = descending ? -1 : 1
  return found.toSorted((a, b) => compare(values.get(a) ?? null, values.get(b) ?? null, direction))
}

function matches(test: TestRow, filter: Filter, words: readonly string[], files: readonly string[]): boolean {
  if (filter.verdict !== '' && test.verdict !== filter.verdict) return false
  if (filter.file !== null && test.file !== filter.file) return false
  if (filter.kind !== null && !test.findings.some(({ kind }) => kind === filter.kind)) return false
  const text = `${files[test.file] ?? ''} ${test.name}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

type Sortable = string | number | null

const SORTED_BY: Readonly<Record<SortKey, (test: TestRow, metric: number) => Sortable>> = {
  name: ({ name }) => name,
  verdict: ({ verdict }) => VERDICTS.indexOf(verdict),
  findings: ({ findings }) => findings.length,
  duration: ({ durationMs }) => durationMs,
  before: ({ before }, metric) => before?.[metric] ?? null,
  after: ({ after }, metric) => after?.[metric] ?? null,
  change: changeOf,
  peak: ({ peak }, metric) => peak?.[metric] ?? null,
}

/** Gravest first. */
const VERDICTS: readonly Verdict[] = [
  'leaked',
  'failed',
  'warned',
  'known',
  'held',
  'late',
  'pending',
  'skipped',
  'passed',
]

/** By how much a metric changed over a test. */
export function changeOf({ before, after }: TestRow, metric: number): number | null {
  const [from, to] = [before?.[metric] ?? null, after?.[metric] ?? null]
  return from === null || to === null ? null : to - from
}

function compare(a: Sortable, b: Sortable, direction: number): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -direction : direction
}
