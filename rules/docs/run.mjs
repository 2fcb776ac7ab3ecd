/**
 * Writes what the rules say of themselves into the pages below docs/rules and into the tables of the READMEs; a rule
 * without a page gets one with empty sections. `--check` writes nothing and fails if anything would change.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import plugin from '../dist/index.js'
import { fillMarkers } from './markers.mjs'
import { emptyPage, pageMarkers } from './page.mjs'
import { ruleTable } from './rule-table.mjs'

process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
const isCheck = process.argv.includes('--check')

const pages = Object.entries(plugin.rules).map(([name, rule]) => {
  const path = rule.meta.docs.url
  return { path, before: existsSync(path) ? read(path) : emptyPage(name), markers: pageMarkers(name, rule) }
})
const tables = [
  { path: 'README.md', folder: 'docs/rules' },
  { path: 'rules/README.md', folder: '../docs/rules' },
].map(({ path, folder }) => ({
  path,
  before: read(path),
  markers: { rules: ruleTable(plugin.rules, folder) },
}))

const stale = []
for (const { path, before, markers } of [...pages, ...tables]) {
  const after = await prettify(path, fillMarkers(before, markers, path))
  if (existsSync(path) && read(path) === after) continue
  stale.push(path)
  if (!isCheck) writeFileSync(path, after)
}
for (const path of stale)
  console.log(isCheck ? `${path} is stale: run \`npm run docs:rules\`.` : `wrote ${path}`)
if (isCheck && stale.length > 0) process.exitCode = 1

function read(path) {
  return readFileSync(path, 'utf8')
}

async function prettify(path, text) {
  return format(text, { ...(await resolveConfig(path)), filepath: path })
}
