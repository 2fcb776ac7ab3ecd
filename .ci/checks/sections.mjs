/**
 * What every commit must pass, cheap stages first. A section is one command; `project` names a Vitest project whose
 * tests are counted one by one, every other section counts as one.
 */
import { readdirSync } from 'node:fs'

const packages = [...readdirSync('packages').map((name) => `packages/${name}`), 'reporter', 'rules']

const reading = [
  tool('format', 'prettier', ['--check', '--log-level=warn', '.']),
  tool('types', 'tsc', ['-p', 'tsconfig.check.json']),
  tool('types fixtures', 'tsc', ['-p', 'fixtures/tsconfig.json']),
  tool('types fixtures/demo', 'tsc', ['-p', 'fixtures/demo/tsconfig.json']),
  tool('unused', 'knip', []),
]

const packing = packages.flatMap((path) => [
  tool(`publint ${path}`, 'publint', ['run', '--strict', path]),
  tool(`attw ${path}`, 'attw', ['--pack', path, '--profile', 'esm-only']),
])

const COMPUTING = ['rules', 'packages/findings', 'packages/render']

/** Tests that keep a core busy, and look at no process that they did not start. */
const computing = [
  project('conventions', 'conventions'),
  // Beside each linter that is supported, from the packed package, and over thousands of real files.
  project('e2e rules', 'rules-e2e'),
  ...COMPUTING.map(unit),
  project('page', 'page'),
]

/** Tests that mostly wait for processes and containers, and find and clear what others have left: one at a time. */
const waiting = packages.filter((path) => !COMPUTING.includes(path)).map(unit)

/** One after the other; each is a list of lanes that run side by side, on two cores, a section at a time in each. */
export const stages = [
  [[tool('lint', 'eslint', ['--max-warnings=0', '.'])], reading],
  [packing],
  [waiting, computing],
  // Its cases mostly wait for the Vitest that they start, so two of them share the time well.
  [[project('e2e', 'e2e', '--fileParallelism', '--maxWorkers=2')]],
  // Packing bundles what workers load, for a moment: alone, so that no other run meets it half made.
  [[project('e2e packed', 'packed')]],
  // It fails by itself when one of its tests is not judged as `expected.json` says.
  [[{ name: 'demo', command: 'node', args: ['fixtures/demo/run.mjs'] }]],
]

function tool(name, bin, args) {
  return { name, command: `node_modules/.bin/${bin}`, args }
}

function unit(path) {
  return project(`unit ${path}`, path.split('/').at(-1))
}

function project(name, vitestProject, ...args) {
  return { ...tool(name, 'vitest', ['run', '--project', vitestProject, ...args]), counted: true }
}
