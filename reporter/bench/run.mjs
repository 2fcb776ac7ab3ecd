/**
 * Compares what a test costs without a reporter, with ours and with Vitest's own `--detect-async-leaks`, and writes
 * the figures into docs/performance.md. Figures of one table come from one run and are medians; compare ratios.
 */
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { nodeBinary } from '../../fixtures/matrix/node-binaries.mjs'
import { table, us, writeFigures } from './figures.mjs'
import { measure } from './measure.mjs'
import { awaiting, awaits, holding, serving, trivial } from './suites.mjs'

const nodes = [20, 24].map((major) => ({ major, node: nodeBinary(major) }))

const text = [
  `Measured with Vitest 4.1.12 on ${process.platform}, ${cpus().length} cores; µs a test, medians of interleaved runs.`,
  table(compareSuites()),
  table(compareSizes()),
  table(compareAwaits()),
].join('\n\n')

console.log(`\n${text}`)
await writeFigures(fileURLToPath(new URL('../../docs/performance.md', import.meta.url)), text)

function compareSuites() {
  const suites = {
    '2,000 trivial tests': trivial(2000),
    '2,000 awaiting tests': awaiting(2000),
    '200 tests with a server': serving(200),
  }
  const names = ['none', 'ours', 'detect']
  const head = [
    'suite',
    'Node',
    'no reporter',
    'Watertight adds',
    '`--detect-async-leaks` adds',
    'times cheaper',
  ]
  return [
    head,
    ...eachNode(suites, names, ({ none, ours, detect }) => [
      us(none),
      us(ours - none),
      us(detect - none),
      sayRatio(detect - none, ours - none),
    ]),
  ]
}

function compareSizes() {
  const suites = Object.fromEntries([
    ...[10, 100, 1000].map((count) => [
      `${count.toLocaleString('en')} descriptors held`,
      holding(count, 1000),
    ]),
    ...[100, 1000, 10_000].map((count) => [
      `${count.toLocaleString('en')} tests in the file`,
      trivial(count),
    ]),
  ])
  const head = ['trivial tests, with', 'Node', 'no reporter', 'Watertight adds']
  return [head, ...eachNode(suites, ['none', 'ours'], ({ none, ours }) => [us(none), us(ours - none)])]
}

function compareAwaits() {
  const suites = { 'one `await`': awaits(1_000_000) }
  const head = ['a million awaits, ns each', 'Node', 'no reporter', 'with Watertight']
  return [head, ...eachNode(suites, ['none', 'ours'], ({ none, ours }) => [us(none * 1000), us(ours * 1000)])]
}

function eachNode(suites, names, toCells) {
  return Object.entries(suites).flatMap(([title, suite]) =>
    nodes.map(({ major, node }) => {
      const cells = toCells(measure({ node, suite, names }))
      console.log([title, `Node ${major}`, ...cells].join('  '))
      return [title, String(major), ...cells]
    }),
  )
}

// Below a microsecond the difference is the machine's noise and a ratio of it says nothing.
function sayRatio(theirs, ours) {
  return ours < 1 ? '–' : `${Math.round(theirs / ours)} ×`
}
