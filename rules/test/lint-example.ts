import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import plugin from '../src/index.ts'

/** The findings of one rule in one file, as `line: message`; throws if the code does not parse. */
export function lintExample(rule: string, code: string, filename: string): string[] {
  const isTypeScript = /\.[cm]?tsx?$/.test(filename)
  const config: Linter.Config = {
    files: ['**/*.{js,jsx,ts,tsx}'],
    plugins: { watertight: plugin },
    rules: { [`watertight/${rule}`]: 'error' },
    languageOptions: {
      parserOptions: { ecmaFeatures: { jsx: true } },
      ...(isTypeScript && { parser: tseslint.parser }),
    },
  }
  const findings = new Linter().verify(code, config, { filename })
  const fatal = findings.find((finding) => finding.fatal)
  if (fatal) throw new SyntaxError(`${filename}:${fatal.line}: ${fatal.message}`)
  return findings.map(({ line, message }) => `${line}: ${message}`)
}
