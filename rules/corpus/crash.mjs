/**
 * Runs every rule over the JavaScript and TypeScript files below a folder, generated and installed ones included, and
 * prints as JSON how many were read, what was thrown and which messages or suggestions are broken:
 * `node rules/corpus/crash.mjs <folder> [at most so many files]`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brokenFindings } from './broken-findings.mjs'
import { levels, makeLint } from './lint.mjs'
import { allFiles } from './source-files.mjs'

const [folder, limit = Infinity] = process.argv.slice(2)
if (folder === undefined) throw new Error('Expected a folder, got nothing.')

const { lint } = makeLint(levels())
const report = { read: 0, unreadable: 0, findings: 0, crashes: [], broken: [] }
for (const path of spread(allFiles(folder), Number(limit))) {
  try {
    look(path, readFileSync(join(folder, path), 'utf8'))
  } catch (error) {
    report.crashes.push(`${path}: ${error.stack}`)
  }
}
console.log(JSON.stringify(report, null, 2))
process.exitCode = report.crashes.length + report.broken.length > 0 ? 1 : 0

function look(path, code) {
  const { messages, languageOptions } = lint(code, path)
  if (messages === null) {
    report.unreadable += 1
    return
  }
  report.read += 1
  report.findings += messages.length
  report.broken.push(...brokenFindings(code, messages, languageOptions).map((what) => `${path}: ${what}`))
}

// Evenly over the whole list, so that a limit still meets every package.
function spread(paths, count) {
  const step = Math.max(1, paths.length / count)
  return paths.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
}
