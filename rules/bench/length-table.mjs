import { table } from '../docs/rule-table.mjs'
import { ms } from './milliseconds.mjs'

/** What 1,000 lines cost in files of growing length: where the row stays level, the cost is linear. */
export function lengthTable(figures) {
  const lengths = figures[0].cells.map(({ length }) => `${length.toLocaleString('en')} lines`)
  const rows = figures.map(({ shape, cells, eslint }) => [
    shape,
    ...cells.map(({ length, ours }) => ms((ours / length) * 1000)),
    (perLine(cells.at(-1)) / perLine(cells[0])).toFixed(1),
    `${ms(cells.at(-1).ours)} of ${ms(cells.at(-1).ours + eslint)}`,
  ])
  return table([['more and more', ...lengths, 'last : first', 'all of the last file'], ...rows])
}

function perLine({ length, ours }) {
  return ours / length
}
