/**
 * Compares what a test costs without a reporter, with ours and with Vitest's own `--detect-async-leaks`, and writes
 * the figures into docs/performance.md. Figures of one table come from one run and are medians; compare ratios.
 * With `--quick` each variant runs once, and nothing is written: enough to see whether a change pays.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeLayouts } from '../../fixtures/matrix/layouts.mjs'
import { nodeBinary } from '../../fixtures/matrix/node-binaries.mjs'
import { sayRatio, table, us, writeFigures } from './figures.mjs'
import { judgeGoals } from './goals.mjs'
import { measure, measureFiles } from './measure.mjs'
import { awaiting, awaits, FILE, holding, serving, trivial } from './suites.mjs'

const [flag, ...others] = process.argv.slice(2)
if (others.length > 0 || (flag !== undefined && flag !== '--quick'))
  throw new Error(`Expected no argument or \`--quick\`, got \`${process.argv.slice(2).join(' ')}\`.`)
const isQuick = flag === '--quick'

const VITEST = '4.1.12'
const repeats = isQuick ? 1 : 5
/** What tests with servers cost varies most from run to run: it is small beside what they take without us. */
const repeatsOfServers = isQuick ? 1 : 9
const nodes = [20, 24].map((major) => ({ major, node: nodeBinary(major) }))
const [suites, sizes, million, files] = asPublished((layout) => [
  measureSuites(layout),
  measureSizes(layout),
  measureAwaits(layout),
  measureFile(layout),
])
const text = [
  `Measured with Vitest ${VITEST} on ${process.platform}, ${cpus().length} cores; µs a test where nothing else is said, medians of interleaved runs.`,
  table(tellGoals()),
  table(tellSuites()),
  table(tellSizes()),
  table(tellAwaits()),
  table(tellFiles()),
].join('\n\n')

console.log(`\n${text}`)
if (!isQuick) await writeFigures(fileURLToPath(new URL('../../docs/performance.md', import.meta.url)), text)

/** Packs our packages and installs them beside Vitest, as users have them, for as long as `work` takes. */
function asPublished(work) {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'watertight-bench-'))
  try {
    const repository = fileURLToPath(new URL('../..', import.meta.url))
    return work(makeLayouts(repository, folder, [VITEST])[VITEST])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function measureSuites(layout) {
  const names = ['none', 'hooks', 'ours', 'detect']
  const short = { '2,000 trivial tests': trivial(2000), '2,000 awaiting tests': awaiting(2000) }
  const serve = { '200 tests with a server': serving(200) }
  return [...eachNode(layout, short, names), ...eachNode(layout, serve, names, repeatsOfServers)]
}

function measureSizes(layout) {
  const held = [10, 100, 1000].map((count) => [
    `${count.toLocaleString('en')} descriptors held`,
    holding(count, 1000),
  ])
  const tests = [100, 1000, 10_000].map((count) => [
    `${count.toLocaleString('en')} tests in the file`,
    trivial(count),
  ])
  return eachNode(layout, Object.fromEntries([...held, ...tests]), ['none', 'ours'])
}

function measureAwaits(layout) {
  return eachNode(layout, { 'one `await`': awaits(1_000_000) }, ['none', 'ours'])
}

function measureFile(layout) {
  const names = ['none', 'ours']
  return nodes.map(({ major, node }) =>
    tell('one file', major, measureFiles({ layout, node, files: 21, source: FILE, names, repeats })),
  )
}

/** A suite on each Node with each of the named variants, in µs a test. */
function eachNode(layout, compared, names, turns = repeats) {
  return Object.entries(compared).flatMap(([title, suite]) =>
    nodes.map(({ major, node }) =>
      tell(title, major, measure({ layout, node, suite, names, repeats: turns })),
    ),
  )
}

function tell(title, major, measured) {
  const figures = Object.entries(measured).map(([name, value]) => `${name} ${us(value)} µs`)
  console.log([title, `Node ${major}`, ...figures].join('  '))
  return { title, major, ...measured }
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
    "Node's hooks alone add",
    'Watertight adds',
    '`--detect-async-leaks` adds',
    'times cheaper',
  ]
  const rows = suites.map(({ title, major, none, hooks, ours, detect }) => {
    const figures = [none, hooks - none, ours - none, detect - none].map((value) => us(value))
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

function tellFiles() {
  const head = ['one more file, of one trivial test, ms', 'Node', 'no reporter', 'Watertight adds']
  const rows = files.map(({ major, none, ours }) => [
    'in a process of its own, after others',
    String(major),
    us(none / 1000),
    us((ours - none) / 1000),
  ])
  return [head, ...rows]
}
