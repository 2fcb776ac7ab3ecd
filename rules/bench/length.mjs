/** Lints generated files of growing length, each shape long in another way, and prints milliseconds as JSON. */
import { levels, makeLint } from '../corpus/lint.mjs'
import { SHAPES } from './long-files.mjs'
import { median } from './median.mjs'

const LENGTHS = [1250, 2500, 5000, 10_000, 20_000]
const ROUNDS = 3

const [bare, ours] = [makeLint({}), makeLint(levels())]
const figures = Object.entries(SHAPES).map(([shape, make]) => {
  pass(ours, make(LENGTHS[2]))
  return {
    shape,
    cells: LENGTHS.map((length) => ({ length, ours: measure(make(length)) })),
    eslint: pass(bare, make(LENGTHS.at(-1))).total,
  }
})
console.log(JSON.stringify(figures))

function measure(code) {
  return median(Array.from({ length: ROUNDS }, () => sum(pass(ours, code).rules)))
}

function pass({ linter, lint }, code) {
  if (lint(code, 'test/long.test.js').messages === null)
    throw new SyntaxError('A generated file does not parse.')
  return linter.getTimes().passes.at(-1)
}

function sum(rules = {}) {
  return Object.values(rules).reduce((total, rule) => total + rule.total, 0)
}
