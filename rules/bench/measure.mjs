/**
 * Lints the sources of one repository in passes, each file by turns without rules and with all of ours, and prints
 * milliseconds as JSON.
 */
import { levels, makeLint } from '../corpus/lint.mjs'
import { median } from './median.mjs'
import { readSources } from './sources.mjs'

const PASSES = 3
const [bare, ours] = [makeLint({}), makeLint(levels())]
// What no parser reads is nobody's time.
const files = readSources(process.argv[2]).filter(({ path, code }) => bare.lint(code, path).messages !== null)

const passes = Array.from({ length: PASSES }, runPass)
const [first] = passes

console.log(
  JSON.stringify({
    files: files.length,
    lines: files.reduce((total, { code }) => total + code.split('\n').length, 0),
    eslint: median(passes.map((pass) => pass.eslint)),
    ours: median(passes.map((pass) => pass.ours)),
    oursFirst: first.ours,
    rules: first.rules,
    findings: first.findings,
  }),
)

function runPass() {
  const sums = { eslint: 0, ours: 0, findings: 0, rules: {} }
  for (const file of files) {
    sums.eslint += totalOf(bare, file)
    const rules = rulesOf(ours, file, sums)
    for (const [name, { total }] of Object.entries(rules)) sums.rules[name] = (sums.rules[name] ?? 0) + total
    sums.ours += sumOf(rules)
  }
  return sums
}

function totalOf({ linter, lint }, { path, code }) {
  lint(code, path)
  return linter.getTimes().passes.at(-1).total
}

// ESLint's own clock around each call into a rule: a difference of two whole runs would drown in their noise.
function rulesOf({ linter, lint }, { path, code }, sums) {
  sums.findings += lint(code, path).messages.length
  return linter.getTimes().passes.at(-1).rules ?? {}
}

function sumOf(rules) {
  return Object.values(rules).reduce((sum, { total }) => sum + total, 0)
}
