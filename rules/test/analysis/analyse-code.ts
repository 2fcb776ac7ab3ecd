import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { analysisOf } from '../../src/analysis/analysis-of.ts'
import type { FileAnalysis } from '../../src/analysis/model.ts'

/** The analysis that rules get of some code: `{ code, filename?, settings? }`. */
export function analyseCode(code: string, filename = 'src/code.ts', settings: object = {}): FileAnalysis {
  let analysis: FileAnalysis | undefined
  const capture = {
    create(context: Parameters<typeof analysisOf>[0]) {
      return { 'Program:exit': () => (analysis = analysisOf(context)) }
    },
  }
  const config = {
    files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
    plugins: { test: { rules: { capture } } },
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    rules: { 'test/capture': 'error' },
    settings,
  }
  const messages = new Linter().verify(code, [config as unknown as Linter.Config], filename)
  if (analysis === undefined) throw new Error(`Expected code that parses, got: ${JSON.stringify(messages)}`)
  return analysis
}
