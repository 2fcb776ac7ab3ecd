import { counted, duration, living } from '../amount.ts'
import type { Facts } from '../finding.ts'
import { type KindTable, was } from './record.ts'

/** Timers that keep the process alive; unref'd ones are none of them. */
export const TIMERS: KindTable<'timer'> = {
  timer: {
    title: 'Timer',
    plural: 'Timers',
    level: 'fail',
    subject: ({ repeats, ...facts }) => (repeats === true ? repeating(facts) : timeout(facts)),
    acquired: was('set'),
    lives: (facts) =>
      facts.repeats === true
        ? living(facts, 'still runs', 'still run')
        : living(facts, 'is still pending', 'are still pending'),
    remedy: (facts) => remedies[ageOf(facts)],
    docs: 'docs/kinds/timer.md',
  },
}

const remedies = {
  timeout: 'Cancel it with `clearTimeout(timer)`, or let it not hold the process with `timer.unref()`.',
  interval: 'Stop it with `clearInterval(timer)`.',
  loop: 'Stop the loop that sets it again, and await the end of that loop.',
  repeating:
    'Stop it with `clearInterval(timer)`; if a loop sets it again each time, stop that loop and await its end.',
} as const

function repeating(facts: Facts): string {
  const { delayMs, className } = facts
  const pace = delayMs === undefined ? '' : ` every ${duration(delayMs)}`
  const does = className === 'Timeout' ? 'sets itself again' : 'repeats'
  const do_ = className === 'Timeout' ? 'set themselves again' : 'repeat'
  return counted(facts, `A timer that ${does}${pace}`, `timers that ${do_}${pace}`)
}

function timeout(facts: Facts): string {
  const delay = facts.delayMs === undefined ? '' : ` of ${duration(facts.delayMs)}`
  return counted(facts, `A timeout${delay}`, `timeouts${delay}`)
}

/** `className` tells an interval (`Interval`) from a timeout that is set again and again (`Timeout`). */
function ageOf({ repeats, className }: Facts): keyof typeof remedies {
  if (repeats !== true) return 'timeout'
  if (className === 'Interval') return 'interval'
  return className === 'Timeout' ? 'loop' : 'repeating'
}
