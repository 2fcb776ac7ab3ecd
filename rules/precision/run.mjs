/**
 * Lints the repositories of repositories.json with `recommended`, compares each finding with its verdict in
 * verdicts.json, and writes the table of docs/precision.md: `npm run precision -- <folder of their checkouts>`. Of a
 * repository that the folder does not hold, what the last run found (found.json) stands.
 * `--strict` lints with every rule and only prints; `--json` prints the findings with their messages and code.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findCheckout } from './checkouts.mjs'
import { findingsOf } from './findings.mjs'
import { asFound, lastFound } from './found.mjs'
import { judge } from './judge.mjs'
import { sayFindings, writePage } from './page.mjs'

const [folder] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
if (folder === undefined) throw new Error('Expected the folder that holds the checkouts, got nothing.')
const set = process.argv.includes('--strict') ? 'strict' : 'recommended'

const lastRun = readJson('found.json')
const repositories = readJson('repositories.json').map((pinned) => {
  const checkout = findCheckout(folder, pinned)
  const found = checkout === null ? lastFound(lastRun, pinned) : findingsOf(checkout, set)
  return { ...pinned, ...found }
})
const judged = judge(repositories, readJson('verdicts.json'))

if (process.argv.includes('--json')) console.log(JSON.stringify(judged.findings, null, 2))
else console.log(sayFindings(judged))
if (set === 'recommended') {
  writeFileSync(new URL('found.json', import.meta.url), asFound(repositories))
  await writePage(fileURLToPath(new URL('../../docs/precision.md', import.meta.url)), repositories, judged)
}

function readJson(name) {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
}
