import { sayAge } from '@watertight/lifecycle'
import { disarm, painter, plural, sayExtent } from '@watertight/render'
import type { Painter } from '@watertight/render'
import type { HeldBudget } from './hold-budget.ts'
import type { Judgement } from './judge.ts'
import type { GateResult } from './result.ts'
import { sayBaseline } from './say-baseline.ts'
import { sayBudget } from './say-budget.ts'
import { sayContainer } from './say-container.ts'
import { sayNewLeaks, sayOtherLeaks } from './say-leaks.ts'
import { sayUnchecked } from './say-unchecked.ts'

/** The result for a terminal: the verdict, then what decided it, then what is to be known. Pure. */
export function sayResult(result: GateResult, isColored: boolean): string {
  const paint = painter(isColored)
  const lines = PARTS.flatMap((part) => part(result, paint))
  const all = [headOf(result, paint), ...lines.map((line) => (line === '' ? '' : `   ${line}`))]
  return `${all.map(disarm).join('\n')}\n`
}

type Part = (result: GateResult, paint: Painter) => readonly string[]

const PARTS: readonly Part[] = [
  ({ judgement }, { red, bold }) => sayNewLeaks(judgement.leaks, red, bold),
  ({ judgement }, paint) => sayBudgets(judgement, 'exceeded', paint),
  ({ judgement }, { red }) => judgement.containers.map((container) => red(sayContainer(container))),
  ({ judgement }, { yellow }) =>
    sayUnchecked('not checked, and it should have been', judgement.missed).map(yellow),
  ({ judgement }, paint) => sayBudgets(judgement, 'unobserved', paint),
  ({ judgement }, paint) => sayBudgets(judgement, 'held', paint),
  ({ judgement }) => sayOtherLeaks(judgement.leaks),
  ({ report: { summary } }) => outlived(summary),
  ({ judgement, baseline }, { bold }) =>
    baseline === undefined ? [] : sayBaseline(baseline, judgement.fixed, bold),
  ({ judgement }) => sayUnchecked('not checked', judgement.unchecked),
  ({ ageMs }) => sayOld(ageMs),
]

function headOf({ judgement, report }: GateResult, { bold, red, green, yellow }: Painter): string {
  const { verdict, leaks, budgets, containers, missed } = judgement
  const unobserved = budgets.filter(({ state }) => state === 'unobserved').length
  const reasons = [
    ...some(leaks.filter(({ standing }) => standing === 'new').length, 'new leak'),
    ...some(
      budgets.filter(({ state }) => state === 'exceeded').length,
      'budget exceeded',
      'budgets exceeded',
    ),
    ...some(containers.length, 'container left', 'containers left'),
    ...some(missed.length + unobserved, 'thing was not checked', 'things were not checked'),
  ]
  const said = { passed: green('passed'), failed: red('failed'), unchecked: yellow('cannot say') }[verdict]
  const why = reasons.length === 0 ? ': nothing new' : `: ${reasons.join(', ')}`
  return ` ${bold('watertight gate')}  ${said}${why} · ${sayExtent(report)}`
}

function sayBudgets({ budgets }: Judgement, state: HeldBudget['state'], paint: Painter): string[] {
  return budgets.filter((budget) => budget.state === state).map((budget) => sayBudget(budget, paint))
}

function some(number: number, one: string, many?: string): string[] {
  return number > 0 ? [plural(number, one, many)] : []
}

function outlived({ held, late }: GateResult['report']['summary']): string[] {
  const parts = [
    ...(held > 0 ? [`${held} held and released by an outer scope`] : []),
    ...(late > 0 ? [`${late} released late`] : []),
  ]
  return parts.length === 0 ? [] : [`besides: ${parts.join(', ')}`]
}

/** A run that ended before it wrote its report leaves the one before, which says nothing about today. */
function sayOld(ageMs: number): string[] {
  return ageMs > OLD_MS ? [`the report is ${sayAge(ageMs)}: is it of this run?`] : []
}

const OLD_MS = 3_600_000
