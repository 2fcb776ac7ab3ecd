import { table } from '../docs/rule-table.mjs'
import { ms } from './milliseconds.mjs'

/** Where the types of a whole repository do not fit into memory, nothing is known of the rule that needs them. */
const OUT_OF_MEMORY = '–'

/** Milliseconds a file for each repository, and for all. */
export function repositoryTable(repositories) {
  const head = [
    'sources',
    'files',
    'lines a file',
    'ESLint itself',
    'all our rules',
    'in the first pass',
    '`no-floating-promises`',
    'and the types for it',
  ]
  const { floating, programMs, ...sums } = sumUp(repositories)
  const isTyped = repositories.every((repository) => repository.floating !== undefined)
  const all = { ...sums, ...(isTyped && { floating, programMs }), name: '**all**' }
  return table([head, ...[...repositories, all].map(row)])
}

/** Milliseconds a file for each rule over all repositories. */
export function ruleTable(repositories) {
  const { files, rules } = sumUp(repositories)
  const rows = Object.entries(rules).toSorted(([, a], [, b]) => b - a)
  return table([['rule', 'ms a file'], ...rows.map(([name, total]) => [`\`${name}\``, ms(total / files)])])
}

function row({ name, files, lines, eslint, ours, oursFirst, floating, programMs }) {
  const perFile = [eslint, ours, oursFirst].map((total) => ms(total / files))
  const typed = [floating, programMs].map((total) =>
    total === undefined ? OUT_OF_MEMORY : ms(total / files),
  )
  return [
    name,
    files.toLocaleString('en'),
    Math.round(lines / files).toLocaleString('en'),
    ...perFile,
    ...typed,
  ]
}

function sumUp(repositories) {
  const sums = { rules: {} }
  for (const repository of repositories) {
    addUp(sums, repository)
    addUp(sums.rules, repository.rules)
  }
  return sums
}

function addUp(sums, numbers) {
  for (const [key, value] of Object.entries(numbers)) {
    if (typeof value === 'number') sums[key] = (sums[key] ?? 0) + value
  }
}
