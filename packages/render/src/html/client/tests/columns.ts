import type { PageData, TestRow } from '../../page-shape.ts'
import { sayDuration, sayValue } from '../../quantities.ts'
import { element } from '../element.ts'
import { changeOf } from './rows.ts'
import type { SortKey } from './rows.ts'

interface Column {
  readonly key: SortKey
  readonly label: string
  readonly class: string
  /** Whether the first click sorts from the largest down. */
  readonly largestFirst: boolean
  readonly cell: (test: TestRow, data: PageData, metric: number) => readonly Node[]
}

const measured = (
  key: SortKey,
  label: string,
  value: (test: TestRow, metric: number) => number | null,
): Column => ({
  key,
  label,
  class: 'number-cell',
  largestFirst: true,
  cell: (test, { metrics }, metric) => text(sayValue(value(test, metric), metrics[metric]?.unit ?? 'count')),
})

/** The columns of the table of tests. */
export const COLUMNS: readonly Column[] = [
  {
    key: 'name',
    label: 'Test',
    class: 'name',
    largestFirst: false,
    cell: ({ name, file, line }, { files }) => [
      document.createTextNode(name),
      element('span', { class: 'file', text: `${files[file] ?? ''}${line === undefined ? '' : `:${line}`}` }),
    ],
  },
  {
    key: 'verdict',
    label: 'Verdict',
    class: 'verdict-cell',
    largestFirst: false,
    cell: ({ verdict }) => [element('span', { class: `pill ${verdict}`, text: verdict })],
  },
  { key: 'findings', label: 'Findings', class: 'findings', largestFirst: true, cell: findingsCell },
  {
    key: 'duration',
    label: 'Duration',
    class: 'number-cell duration',
    largestFirst: true,
    cell: ({ durationMs }) => text(sayDuration(durationMs)),
  },
  measured('before', 'Before', ({ before }, metric) => before?.[metric] ?? null),
  measured('after', 'After', ({ after }, metric) => after?.[metric] ?? null),
  {
    ...measured('change', 'Change', changeOf),
    cell: (test, { metrics }, metric) =>
      text(sayChange(changeOf(test, metric), metrics[metric]?.unit ?? 'count')),
  },
  measured('peak', 'Peak', ({ peak }, metric) => peak?.[metric] ?? null),
]

function findingsCell({ findings }: TestRow, { kinds }: PageData): Node[] {
  return findings.map(({ kind, anchor }) =>
    anchor === undefined
      ? element('span', { text: kinds[kind] ?? '' })
      : element('a', { text: kinds[kind] ?? '', attributes: { href: `#${anchor}` } }),
  )
}

function text(value: string): Node[] {
  return [document.createTextNode(value)]
}

function sayChange(change: number | null, unit: 'bytes' | 'count'): string {
  const said = sayValue(change, unit)
  if (change === null || /^[-−]?0(\.0)?( MB)?$/.test(said)) return change === null ? said : '0'
  return change > 0 ? `+${said}` : said.replace('-', '−')
}
