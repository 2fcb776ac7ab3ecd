import { sayRatio, us } from './figures.mjs'

const [MOST_US, LEAST_TIMES] = [50, 25]
/** Medians of one run differ by less than this though nothing differs. */
const NOISE = { times: 1.2, us: 2, awaitNs: 10 }

/**
 * The goals as rows of a table: what each Node was measured to reach. `suites`, `sizes` and `awaits` are lists of
 * `{ title, major, none, ours, detect }` in µs a test.
 */
export function judgeGoals({ suites, sizes, awaits }) {
  const trivial = of(suites, 'trivial')
  return [
    goal(`at most ${MOST_US} µs a trivial test`, trivial, ({ none, ours }) => {
      return say(ours - none <= MOST_US, `${us(ours - none)} µs`)
    }),
    ...['trivial', 'awaiting', 'server'].map((kind) =>
      goal(
        `${kind} tests: ${LEAST_TIMES} times cheaper than \`--detect-async-leaks\``,
        of(suites, kind),
        times,
      ),
    ),
    goal('as cheap a test in a file of 10,000 as of 1,000', of(sizes, '10,000 tests'), (large) => {
      const small = of(sizes, '1,000 tests').find(({ major }) => major === large.major)
      const [from, to] = [small.ours - small.none, large.ours - large.none]
      return say(to <= Math.max(from * NOISE.times, from + NOISE.us), `${us(from)} → ${us(to)} µs`)
    }),
    goal('nothing added to an `await`', awaits, ({ major, none, ours }) => {
      const ns = (ours - none) * 1000
      // Node 20 and 22 tell a hook, and so every AsyncLocalStorage, of every promise.
      return major < 24 ? `${us(ns)} ns, not a goal` : say(ns <= NOISE.awaitNs, `${us(ns)} ns`)
    }),
  ]
}

function times({ none, ours, detect }) {
  const [own, theirs] = [ours - none, detect - none]
  return say(theirs >= LEAST_TIMES * own, sayRatio(theirs, own))
}

function say(isReached, measured) {
  return `${measured}, ${isReached ? 'reached' : 'not reached'}`
}

function of(measurements, part) {
  return measurements.filter(({ title }) => title.includes(part))
}

function goal(title, measurements, judge) {
  return [title, ...measurements.map((measured) => judge(measured))]
}
