import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import plugin from '../../src/index.ts'

export type Language = 'js' | 'ts' | 'jsx'

const linter = new Linter()

/** The findings of every rule, or null if the code does not parse; throws what a rule throws. */
export function lintAll(code: string, language: Language): Linter.LintMessage[] | null {
  const messages = linter.verify(code, config(language), { filename: `test/odd.test.${language}` })
  return messages.some(({ fatal }) => fatal) ? null : messages
}

/** What the parser has against it, for a list of pieces that must parse. */
export function syntaxErrors(code: string, language: Language): string[] {
  const messages = linter.verify(code, { ...config(language), rules: {} }, { filename: `odd.${language}` })
  return messages.map(({ message }) => `${message} in ${code}`)
}

function config(language: Language): Linter.Config {
  return {
    files: ['**/*.{js,jsx,ts}'],
    plugins: { watertight: plugin },
    rules: plugin.configs.strict.rules,
    languageOptions: {
      parserOptions: { ecmaFeatures: { jsx: language === 'jsx' } },
      ...(language === 'ts' && { parser: tseslint.parser }),
    },
  }
}
