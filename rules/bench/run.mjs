/**
 * Measures what all rules together cost, and writes docs/performance-rules.md: `npm run bench:rules -- <folder>`, where
 * each folder inside is a repository with its sources, such as the checkouts of docs/precision.md; those of fewer than
 * 1,000 source files are left out. Without a folder only the growth with a file's length is measured.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { allFiles } from '../corpus/source-files.mjs'
import { fillMarkers } from '../docs/markers.mjs'
import { lengthTable } from './length-table.mjs'
import { measure, tryToMeasure } from './processes.mjs'
import { repositoryTable, ruleTable } from './repository-tables.mjs'

const FEWEST_FILES = 1000

const [folder] = process.argv.slice(2)
const page = fileURLToPath(new URL('../../docs/performance-rules.md', import.meta.url))
const conditions = `Measured on Node ${process.version} on ${process.platform}, ${cpus().length} cores.`

const markers = {}
if (folder !== undefined) {
  const repositories = largeOnes(resolve(folder)).map(measureRepository)
  markers.repositories = `${conditions}\n\n${repositoryTable(repositories)}`
  markers.rules = ruleTable(repositories)
}
console.log('measuring long files')
markers.length = `${conditions}\n\n${lengthTable(measure('length.mjs'))}`
for (const text of Object.values(markers)) console.log(`\n${text}`)
const written = fillMarkers(readFileSync(page, 'utf8'), markers, page)
writeFileSync(page, await format(written, { ...(await resolveConfig(page)), filepath: page }))

function largeOnes(inside) {
  const paths = readdirSync(inside).map((name) => ({
    name: name.replace('+', '/'),
    path: join(inside, name),
  }))
  const large = paths.filter(({ path }) => allFiles(path).length >= FEWEST_FILES)
  if (large.length > 0) return large
  throw new Error(`Expected a repository of ${FEWEST_FILES} source files or more in ${inside}, found none.`)
}

function measureRepository({ name, path }) {
  console.log(`measuring ${name}`)
  const rules = measure('measure.mjs', path)
  console.log(`measuring ${name} with types`)
  return { name, ...rules, ...tryToMeasure('typed.mjs', path) }
}
