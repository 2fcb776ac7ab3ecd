import { printable } from '@watertight/findings'
import type { Painter } from '@watertight/render'
import { FIGURES } from './budget.ts'
import type { HeldBudget } from './hold-budget.ts'

/** A budget in one line; one that holds is worth it too, to see how near it is. */
export function sayBudget(budget: HeldBudget, paint: Painter): string {
  const { state, where } = budget
  const place = where === undefined ? '' : `, in ${printable(where, NAME)}`
  return SENTENCES[state](budget, place, paint)
}

type Say = (budget: HeldBudget, place: string, paint: Painter) => string

const SENTENCES: Readonly<Record<HeldBudget['state'], Say>> = {
  held: ({ name, peak, limit }, _place, { green }) =>
    `${green('within budget')}: ${FIGURES[name].name} peaked at ${amount(name, peak)} of ${amount(name, limit)}`,
  exceeded: ({ name, peak, limit }, place, { red, bold }) =>
    `${red(bold('over budget'))}: ${FIGURES[name].name} peaked at ${amount(name, peak)} of ${amount(name, limit)}${place}`,
  unobserved: ({ name, limit, missing }, _place, { yellow }) =>
    yellow(
      `budget not checked: ${FIGURES[name].name} (at most ${amount(name, limit)}) ${sayMissing(missing)}`,
    ),
}

function sayMissing(missing: string | undefined): string {
  return missing === undefined ? 'was not observed' : `was not observed in ${printable(missing, NAME)}`
}

const NAME = 160

/** A number of things, or a size in MB, with one decimal where that tells the peak from its limit. */
function amount(name: HeldBudget['name'], value: number | null): string {
  if (value === null) return '?'
  if (FIGURES[name].unit === 'count') return String(value)
  const size = value / 1024 ** 2
  return `${Number.isInteger(size) ? size : size.toFixed(1)} MB`
}
