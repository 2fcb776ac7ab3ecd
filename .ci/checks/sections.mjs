/**
 * What every commit must pass, cheapest first. A section is one command; `project` names a Vitest project whose
 * tests are counted one by one, every other section counts as one.
 */
import { readdirSync } from 'node:fs'

const packages = [...readdirSync('packages').map((name) => `packages/${name}`), 'reporter', 'rules']

export const sections = [
  reading('format', 'prettier', ['--check', '--log-level=warn', '.']),
  reading('lint', 'eslint', ['--max-warnings=0', '.']),
  reading('types', 'tsc', ['-p', 'tsconfig.check.json']),
  reading('types fixtures', 'tsc', ['-p', 'fixtures/tsconfig.json']),
  reading('types fixtures/demo', 'tsc', ['-p', 'fixtures/demo/tsconfig.json']),
  reading('unused', 'knip', []),
  ...packages.map((path) => tool(`publint ${path}`, 'publint', ['run', '--strict', path])),
  ...packages.map((path) => tool(`attw ${path}`, 'attw', ['--pack', path, '--profile', 'esm-only'])),
  project('conventions', 'conventions'),
  ...packages.map((path) => project(`unit ${path}`, path.split('/').at(-1))),
  project('page', 'page'),
  // Its cases mostly wait for the Vitest that they start, so two of them share the time well.
  project('e2e', 'e2e', '--fileParallelism', '--maxWorkers=2'),
  // Packing bundles what workers load, for a moment: alone, so that no other run meets it half made.
  project('e2e packed', 'packed'),
  // Beside each linter that is supported, from the packed package, and over thousands of real files.
  project('e2e rules', 'rules-e2e'),
  // It fails by itself when one of its tests is not judged as `expected.json` says.
  { name: 'demo', command: 'node', args: ['fixtures/demo/run.mjs'] },
]

/** A tool that only reads sources: two of them run at once. */
function reading(name, bin, args) {
  return { ...tool(name, bin, args), onlyReads: true }
}

function tool(name, bin, args) {
  return { name, command: `node_modules/.bin/${bin}`, args }
}

function project(name, vitestProject, ...args) {
  return { ...tool(name, 'vitest', ['run', '--project', vitestProject, ...args]), counted: true }
}
