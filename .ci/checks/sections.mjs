/**
 * What every commit must pass, cheapest first. A section is one command; `project` names a Vitest project whose
 * tests are counted one by one, every other section counts as one.
 */
import { readdirSync } from 'node:fs'

const packages = [...readdirSync('packages').map((name) => `packages/${name}`), 'reporter']

export const sections = [
  tool('format', 'prettier', ['--check', '--log-level=warn', '.']),
  tool('lint', 'eslint', ['--max-warnings=0', '.']),
  tool('types', 'tsc', ['-p', 'tsconfig.check.json']),
  tool('unused', 'knip', []),
  ...packages.map((path) => tool(`publint ${path}`, 'publint', ['run', '--strict', path])),
  ...packages.map((path) => tool(`attw ${path}`, 'attw', ['--pack', path, '--profile', 'esm-only'])),
  project('conventions', 'conventions'),
  ...packages.map((path) => project(`unit ${path}`, path.split('/').at(-1))),
  project('e2e', 'e2e'),
]

function tool(name, bin, args) {
  return { name, command: `node_modules/.bin/${bin}`, args }
}

function project(name, vitestProject) {
  return { ...tool(name, 'vitest', ['run', '--project', vitestProject]), counted: true }
}
