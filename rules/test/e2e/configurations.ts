import type { LinterName } from './linters.ts'

/** One way to switch the plugin on, as its users write it. */
export interface Configuration {
  readonly title: string
  readonly linter: LinterName
  readonly file: string
  readonly text: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
}

const eslintrc = JSON.stringify({
  root: true,
  extends: ['plugin:watertight/legacy-recommended'],
  parserOptions: { ecmaVersion: 'latest', sourceType: 'module' },
  overrides: [{ files: ['*.ts'], parser: '@typescript-eslint/parser' }],
})

const viaArray = `import tseslint from 'typescript-eslint'
import watertight from 'eslint-plugin-watertight'
export default [
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  watertight.configs.recommended,
]
`

const viaRequire = `const tseslint = require('typescript-eslint')
const watertight = require('eslint-plugin-watertight')
module.exports = [
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  watertight.configs.recommended,
]
`

const viaExtends = `import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import watertight from 'eslint-plugin-watertight'
export default defineConfig([
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  { files: ['**/*.{js,ts}'], extends: [watertight.configs.recommended] },
])
`

const viaName = viaExtends.replace(
  'extends: [watertight.configs.recommended]',
  "plugins: { watertight }, extends: ['watertight/recommended']",
)

const typed = viaExtends.replace(
  'parser: tseslint.parser',
  'parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname }',
)

/** oxlint has no `extends` for plugins: the rules of `recommended` are named one by one. */
function oxlintrc(rules: readonly string[]): string {
  const levels = Object.fromEntries(rules.map((rule) => [rule, 'error']))
  return JSON.stringify({
    jsPlugins: ['eslint-plugin-watertight'],
    categories: { correctness: 'off' },
    rules: levels,
  })
}

/** All ways, with the rules that `recommended` holds. */
export function configurations(recommended: readonly string[]): Configuration[] {
  const legacy = {
    file: '.eslintrc.json',
    text: eslintrc,
    env: { ESLINT_USE_FLAT_CONFIG: 'false' },
    args: ['--ext=.js,.ts'],
  }
  return [
    { title: 'ESLint 8 with .eslintrc', linter: 'eslint 8', ...legacy },
    {
      title: 'ESLint 8 with a flat configuration',
      linter: 'eslint 8',
      file: 'eslint.config.js',
      text: viaArray,
    },
    { title: 'ESLint 9 with .eslintrc', linter: 'eslint 9', ...legacy },
    { title: 'ESLint 9 through extends', linter: 'eslint 9', file: 'eslint.config.js', text: viaExtends },
    { title: 'ESLint 9 by name', linter: 'eslint 9', file: 'eslint.config.js', text: viaName },
    { title: 'ESLint 9 from CommonJS', linter: 'eslint 9', file: 'eslint.config.cjs', text: viaRequire },
    { title: 'ESLint 9 with type information', linter: 'eslint 9', file: 'eslint.config.js', text: typed },
    { title: 'ESLint 10 through extends', linter: 'eslint 10', file: 'eslint.config.js', text: viaExtends },
    { title: 'ESLint 10 by name', linter: 'eslint 10', file: 'eslint.config.js', text: viaName },
    { title: 'ESLint 10 with type information', linter: 'eslint 10', file: 'eslint.config.js', text: typed },
    { title: 'oxlint', linter: 'oxlint', file: '.oxlintrc.json', text: oxlintrc(recommended) },
  ]
}
