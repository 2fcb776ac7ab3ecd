/**
 * Lints the sources of one repository once with `@typescript-eslint/no-floating-promises`, in one TypeScript program of
 * them all, and prints milliseconds as JSON. What is installed beside them is missing, which makes the types of imports
 * unknown, and the rule faster than where they are there.
 */
import { join } from 'node:path'
import { Linter } from 'eslint'
import ts from 'typescript'
import tseslint from 'typescript-eslint'
import { readSources } from './sources.mjs'

const folder = process.argv[2]
const sources = readSources(folder)

const startedAt = performance.now()
const program = makeProgram(sources.map(({ path }) => join(folder, path)))
const programMs = performance.now() - startedAt

const linter = new Linter({ cwd: folder })
const config = {
  files: ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'],
  plugins: { '@typescript-eslint': tseslint.plugin },
  rules: { '@typescript-eslint/no-floating-promises': 'error' },
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { programs: [program], ecmaFeatures: { jsx: true } },
  },
}
const floating = sources.reduce((total, source) => total + ruleTimeOf(source), 0)
console.log(JSON.stringify({ programMs, floating }))

function makeProgram(paths) {
  const program = ts.createProgram(paths, {
    allowJs: true,
    checkJs: false,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.Preserve,
    jsx: ts.JsxEmit.Preserve,
    types: [],
  })
  program.getTypeChecker()
  return program
}

function ruleTimeOf({ path, code }) {
  const filename = join(folder, path)
  linter.verifyAndFix(code, config, { filename, allowInlineConfig: false, fix: false, stats: true })
  const rules = linter.getTimes().passes.at(-1).rules ?? {}
  return Object.values(rules).reduce((sum, { total }) => sum + total, 0)
}
