import type { PageData, TestRow } from '../../page-shape.ts'
import { byId, element } from '../element.ts'
import { COLUMNS } from './columns.ts'
import type { Sorting } from './rows.ts'

/**
 * One row. Roles are written out because a style that lays rows out as cards, on a phone, takes from a browser that
 * this is a table.
 */
export function rowOf(test: TestRow, data: PageData, metric: number): HTMLElement {
  const cells = COLUMNS.map((column) => {
    const isName = column.key === 'name'
    const label: Record<string, string> = column.class.includes('number-cell')
      ? { 'data-label': column.label }
      : {}
    const attributes = isName ? { scope: 'row', role: 'rowheader' } : { role: 'cell', ...label }
    return element(isName ? 'th' : 'td', { class: column.class, attributes }, column.cell(test, data, metric))
  })
  return element('tr', { attributes: { role: 'row' } }, cells)
}

interface Head {
  readonly element: HTMLElement
  readonly show: (sorting: Sorting) => void
}

/** The heads of the columns sort; on a phone, where there are none, a list does. */
export function headOf(sort: (sorting: Sorting) => void): Head {
  let now: Sorting | undefined
  const cells = COLUMNS.map(({ key, label, largestFirst, class: name }) => {
    const button = element('button', { text: label, attributes: { type: 'button' } })
    button.addEventListener('click', () => {
      sort({ key, descending: now?.key === key ? !now.descending : largestFirst })
    })
    return element('th', { class: name, attributes: { scope: 'col', role: 'columnheader' } }, [button])
  })
  const list = sortList(sort)
  const row = element('tr', { attributes: { role: 'row' } }, cells)
  return {
    element: element('thead', { attributes: { role: 'rowgroup' } }, [row]),
    show: (sorting) => {
      now = sorting
      for (const [index, { key }] of COLUMNS.entries()) {
        if (key === sorting.key)
          cells[index]?.setAttribute('aria-sort', sorting.descending ? 'descending' : 'ascending')
        else cells[index]?.removeAttribute('aria-sort')
      }
      if (list !== undefined) list.value = JSON.stringify([sorting.key, sorting.descending])
    },
  }
}

function sortList(sort: (sorting: Sorting) => void): HTMLSelectElement | undefined {
  const list = byId('sort', HTMLSelectElement)
  const choices = COLUMNS.flatMap(({ key, label }) => [
    { sorting: { key, descending: false }, label: `${label} ↑` },
    { sorting: { key, descending: true }, label: `${label} ↓` },
  ])
  for (const { sorting, label } of choices)
    list?.append(new Option(label, JSON.stringify([sorting.key, sorting.descending])))
  // Not `change`: the form hears of the input first, and would show the former choice again.
  list?.addEventListener('input', () => {
    const chosen = choices.find(
      ({ sorting }) => JSON.stringify([sorting.key, sorting.descending]) === list.value,
    )
    if (chosen !== undefined) sort(chosen.sorting)
  })
  return list
}
