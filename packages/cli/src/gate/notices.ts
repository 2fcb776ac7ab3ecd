import { painter } from '@watertight/render'
import type { Notice } from '@watertight/render'
import type { Judgement } from './judge.ts'
import { sayBudget } from './say-budget.ts'
import { sayContainer } from './say-container.ts'
import { sayUnchecked } from './say-unchecked.ts'

/** What decided besides leaks, for renderers of reports. */
export function noticesOf({ budgets, containers, missed }: Judgement): Notice[] {
  const paint = painter(false)
  return [
    ...budgets.filter(({ state }) => state !== 'held').map((budget) => error(sayBudget(budget, paint))),
    ...containers.map((container) => error(sayContainer(container))),
    ...sayUnchecked('not checked, and it should have been', missed).map(error),
  ]
}

function error(text: string): Notice {
  return { level: 'error', text }
}
