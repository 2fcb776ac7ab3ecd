import type { PageData } from '../../page-shape.ts'
import { sayValue } from '../../quantities.ts'
import { byId, element } from '../element.ts'
import { COLUMNS } from './columns.ts'
import { Pager } from './pager.ts'
import { selectTests } from './rows.ts'
import type { Filter, Sorting } from './rows.ts'
import { headOf, rowOf } from './table.ts'

/** Rows at once: the page stays small whatever the run, and a screen reader is told where it is. */
const ROWS = 50

/** Fills the table of tests and keeps it as the reader wants it. */
export function listTests(data: PageData): void {
  const table = byId('tests-table', HTMLTableElement)
  const form = byId('filters', HTMLFormElement)
  if (table === undefined || form === undefined) return
  let sorting: Sorting = { key: 'verdict', descending: false }
  const body = element('tbody', { attributes: { role: 'rowgroup' } })
  const pager = new Pager(ROWS, () => show())
  const head = headOf((chosen) => {
    sorting = chosen
    again()
  })
  table.append(head.element, body)

  const show = (): void => {
    const metric = numberOf('metric') ?? 0
    const found = selectTests(data, filterOf(), sorting, metric)
    const { from, to } = pager.show(found.length)
    body.replaceChildren(
      ...(found.length === 0 ? [nothing()] : found.slice(from, to).map((test) => rowOf(test, data, metric))),
    )
    head.show(sorting)
    tell(found.length, data.tests.length, from, to)
  }
  const again = (): void => {
    pager.toFirst()
    show()
  }
  form.addEventListener('input', again)
  form.addEventListener('submit', (event) => event.preventDefault())
  // The fields have their first values again only after this event.
  form.addEventListener('reset', () => setTimeout(again))
  show()
}

function filterOf(): Filter {
  return {
    text: byId('filter-text', HTMLInputElement)?.value ?? '',
    verdict: byId('filter-verdict', HTMLSelectElement)?.value ?? '',
    kind: numberOf('filter-kind'),
    file: numberOf('filter-file'),
  }
}

function numberOf(id: string): number | null {
  const value = byId(id, HTMLSelectElement)?.value ?? ''
  return value === '' ? null : Number(value)
}

function tell(found: number, all: number, from: number, to: number): void {
  const status = byId('tests-status', HTMLParagraphElement)
  const count = (value: number): string => sayValue(value, 'count')
  const of = found === all ? `${count(all)} tests` : `${count(found)} of ${count(all)} tests match`
  if (status !== undefined)
    status.textContent = found > to - from ? `${of}, ${count(from + 1)} to ${count(to)} shown` : of
}

function nothing(): HTMLElement {
  const attributes = { colspan: String(COLUMNS.length), role: 'cell' }
  return element('tr', { attributes: { role: 'row' } }, [
    element('td', { class: 'empty', text: 'No test matches.', attributes }),
  ])
}
