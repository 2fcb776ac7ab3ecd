/**
 * Compares what a test costs without a reporter, with ours and with Vitest's own `--detect-async-leaks`, and writes
 * the figures into docs/performance.md. Figures of one table come from one run and are medians; compare ratios.
 * With `--quick` each variant runs once, and nothing is written: enough to see whether a change pays.
 */
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { nodeBinary } from '../../fixtures/matrix/node-binaries.mjs'
import { sayRatio, table, us, writeFigures } from './figures.mjs'
import { judgeGoals } from './goals.mjs'
import { measure } from './measure.mjs'
import { awaiting, awaits, holding, serving, trivial } from './suites.mjs'

const [flag, ...others] = process.argv.slice(2)
if (others.length > 0 || (flag !== undefined && flag !== '--quick'))
  throw new Error(`Expected no argument or \`--quick\`, got \`${process.argv.slice(2).join(' ')}\`.`)
const isQuick = flag === '--quick'

const nodes = [20, 24].map((major) => ({ major, node: nodeBinary(major) }))
const [suites, sizes, million] = [measureSuites(), measureSizes(), measureAwaits()]
const text = [
  `Measured with Vitest 4.1.12 on ${process.platform}, ${cpus().length} cores; µs a test, medians of interleaved runs.`,
  table(tellGoals()),
  table(tellSuites()),
  table(tellSizes()),
  table(tellAwaits()),
].join('\n\n')

console.log(`\n${text}`)
if (!isQuick) await writeFigures(fileURLToPath(new URL('../../docs/performance.md', import.meta.url)), text)

function measureSuites() {
  const compared = {
    '2,000 trivial tests': trivial(2000),
    '2,000 awaiting tests': awaiting(2000),
    '200 tests with a server': serving(200),
  }
  return eachNode(compared, ['none', 'ours', 'detect'])
}

function measureSizes() {
  const held = [10, 100, 1000].map((count) => [
    `${count.toLocaleString('en')} descriptors held`,
    holding(count, 1000),
  ])
  const tests = [100, 1000, 10_000].map((count) => [
    `${count.toLocaleString('en')} tests in the file`,
    trivial(count),
  ])
  return eachNode(Object.fromEntries([...held, ...tests]), ['none', 'ours'])
}

function measureAwaits() {
  return eachNode({ 'one `await`': awaits(1_000_000) }, ['none', 'ours'])
}

/** A suite on each Node with each of the named variants, in µs a test. */
function eachNode(compared, names) {
  return Object.entries(compared).flatMap(([title, suite]) =>
    nodes.map(({ major, node }) => {
      const measured = measure({ node, suite, names, repeats: isQuick ? 1 : 5 })
      const figures = names.map((name) => `${name} ${us(measured[name])} µs`)
      console.log([title, `Node ${major}`, ...figures].join('  '))
      return { title, major, ...measured }
    }),
  )
}

function tellGoals() {
  const head = ['goal', ...nodes.map(({ major }) => `Node ${major}`)]
  return [head, ...judgeGoals({ suites, sizes, awaits: million })]
}

function tellSuites() {
  const head = [
    'suite',
    'Node',
    'no reporter',
    'Watertight adds',
    '`--detect-async-leaks` adds',
    'times cheaper',
  ]
  const rows = suites.map(({ title, major, none, ours, detect }) => {
    const figures = [none, ours - none, detect - none].map((value) => us(value))
    return [title, String(major), ...figures, sayRatio(detect - none, ours - none)]
  })
  return [head, ...rows]
}

function tellSizes() {
  const head = ['trivial tests, with', 'Node', 'no reporter', 'Watertight adds']
  return [
    head,
    ...sizes.map(({ title, major, none, ours }) => [title, String(major), us(none), us(ours - none)]),
  ]
}

function tellAwaits() {
  const head = ['a million awaits, ns each', 'Node', 'no reporter', 'with Watertight']
  const rows = million.map(({ title, major, none, ours }) => [
    title,
    String(major),
    us(none * 1000),
    us(ours * 1000),
  ])
  return [head, ...rows]
}
