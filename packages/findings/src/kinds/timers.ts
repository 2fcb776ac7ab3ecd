import { counted, duration, living } from '../amount.ts'
import type { Facts } from '../finding.ts'
import { type KindTable, was } from './record.ts'

/** Timers that keep the process alive; unref'd ones are none of them. */
export const TIMERS: KindTable<'timer'> = {
  timer: {
    title: 'Timer',
    plural: 'Timers',
    level: 'fail',
    subject: (facts) => {
      const { one, several, delay } = habitOf(facts)
      return counted(facts, one + delayOf(facts, delay), several + delayOf(facts, delay))
    },
    acquired: was('set'),
    lives: (facts) =>
      facts.repeats === true
        ? living(facts, 'still runs', 'still run')
        : living(facts, 'is still pending', 'are still pending'),
    remedy: (facts) => habitOf(facts).remedy,
    docs: 'docs/kinds/timer.md',
  },
}

interface Habit {
  readonly one: string
  readonly several: string
  /** The word between it and its delay. */
  readonly delay: 'of' | 'every'
  readonly remedy: string
}

const TIMEOUT: Habit = {
  one: 'A timeout',
  several: 'timeouts',
  delay: 'of',
  remedy: 'Cancel it with `clearTimeout(timer)`, or let it not hold the process with `timer.unref()`.',
}

const REPEATING: Habit = {
  one: 'A timer that repeats',
  several: 'timers that repeat',
  delay: 'every',
  remedy:
    'Stop it with `clearInterval(timer)`; if a loop sets it again each time, stop that loop and await its end.',
}

/** By the function that set the timer. */
const REPEATING_BY: Readonly<Record<string, Habit>> = {
  setInterval: {
    ...REPEATING,
    one: 'An interval',
    several: 'intervals',
    delay: 'of',
    remedy: 'Stop it with `clearInterval(interval)`.',
  },
  setTimeout: {
    one: 'A timer that a loop renews',
    several: 'timers that a loop renews',
    delay: 'every',
    remedy: 'Stop that loop and await its end.',
  },
}

function habitOf({ repeats, name = '' }: Facts): Habit {
  return repeats === true ? (REPEATING_BY[name] ?? REPEATING) : TIMEOUT
}

function delayOf({ delayMs }: Facts, word: Habit['delay']): string {
  return delayMs === undefined ? '' : ` ${word} ${duration(delayMs)}`
}
