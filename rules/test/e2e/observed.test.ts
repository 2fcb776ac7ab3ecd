import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leakIn, reportOf } from '../observed/lint-observed.ts'
import type { Configuration } from './configurations.ts'
import { makeProject, packPlugin } from './packed-project.ts'
import { runLinter } from './run-linter.ts'

const SOURCE = "import { start } from './start.js'\n\nstart() // leak\n"

const flat = `import watertight from 'eslint-plugin-watertight'
export default [watertight.configs.observed]
`
const eslintrc = JSON.stringify({
  root: true,
  extends: ['plugin:watertight/legacy-observed'],
  parserOptions: { ecmaVersion: 'latest', sourceType: 'module' },
})
const oxlintrc = JSON.stringify({
  jsPlugins: ['eslint-plugin-watertight'],
  categories: { correctness: 'off' },
  rules: { 'watertight/no-observed-leak': 'warn' },
})

const configurations: Configuration[] = [
  {
    title: 'ESLint 8 with .eslintrc',
    linter: 'eslint 8',
    file: '.eslintrc.json',
    text: eslintrc,
    env: { ESLINT_USE_FLAT_CONFIG: 'false' },
  },
  { title: 'ESLint 9', linter: 'eslint 9', file: 'eslint.config.js', text: flat },
  { title: 'ESLint 10', linter: 'eslint 10', file: 'eslint.config.js', text: flat },
  { title: 'oxlint', linter: 'oxlint', file: '.oxlintrc.json', text: oxlintrc },
]

let packed: Awaited<ReturnType<typeof packPlugin>>
beforeAll(async () => {
  packed = await packPlugin()
})
afterAll(() => {
  packed[Symbol.dispose]()
})

test.each(configurations)(
  '$title underlines the line that leaked, until it is changed',
  async (configuration) => {
    const project = await makeProject(packed, configuration.linter)
    writeFileSync(join(project, configuration.file), configuration.text)
    mkdirSync(join(project, '.watertight'))
    writeFileSync(join(project, '.watertight/report.json'), reportOf([leakIn(SOURCE)]))
    writeFileSync(join(project, 'a.test.js'), SOURCE)
    const lint = async () => (await runLinter(project, configuration, ['a.test.js'])).findings
    expect(await lint()).toEqual(['a.test.js:3 no-observed-leak'])
    writeFileSync(join(project, 'a.test.js'), SOURCE.replace('start()', 'void start()'))
    expect(await lint()).toEqual([])
    writeFileSync(join(project, '.watertight/report.json'), '{"version":')
    const said = await runLinter(project, configuration, ['a.test.js'])
    expect(said.findings).toContain('a.test.js:1 no-observed-leak')
    rmSync(project, { recursive: true })
  },
)
