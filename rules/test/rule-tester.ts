import { type Linter, type Rule as EslintRule, RuleTester } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, test } from 'vitest'
import type { Rule } from '../src/rule.ts'

/** Code that a rule must leave alone. */
export interface ValidCase {
  readonly code: string
  /** The sentence that this case proves; without it the code is the title. */
  readonly name?: string
  /** Decides over what is a test file, and by its ending over the parsers: `.ts` is parsed as TypeScript only. */
  readonly filename?: string
  /** As in a configuration, without the severity. */
  readonly options?: readonly object[]
  readonly settings?: Readonly<Record<string, unknown>>
  /** `ts` for code that is TypeScript whatever its file is called. */
  readonly lang?: 'ts'
}

/** Code that a rule must flag. */
export interface InvalidCase extends ValidCase {
  /** Each finding in the order of the code; a rule that suggests must be told every suggestion and its output. */
  readonly errors: readonly ExpectedError[]
}

/** As ESLint's tester takes it; its types leave out that the number of suggestions is enough. */
type ExpectedError = Omit<RuleTester.TestCaseError, 'suggestions'> & {
  readonly suggestions?: number | RuleTester.SuggestionOutput[] | undefined
}

/** The cases of one rule; a bare string is code of a `.js` file. */
export interface RuleCases {
  readonly valid: readonly (string | ValidCase)[]
  readonly invalid: readonly InvalidCase[]
}

RuleTester.describe = describe
RuleTester.it = test

/** Runs every case of a rule with the parser of ESLint where it is JavaScript, and with that of typescript-eslint. */
export function testRule(name: string, rule: Rule, { valid, invalid }: RuleCases): void {
  const cases = { valid: valid.map((item) => (typeof item === 'string' ? { code: item } : item)), invalid }
  const isJavaScript = (item: ValidCase) => item.lang !== 'ts' && !/\.[cm]?tsx?$/.test(item.filename ?? '')
  describe(name, () => {
    const scripts = { valid: cases.valid.filter(isJavaScript), invalid: cases.invalid.filter(isJavaScript) }
    runCases('parsed as JavaScript', rule, scripts, {})
    runCases('parsed as TypeScript', rule, cases, { parser: tseslint.parser })
  })
}

function runCases(
  title: string,
  rule: Rule,
  { valid, invalid }: { valid: readonly ValidCase[]; invalid: readonly InvalidCase[] },
  languageOptions: Linter.LanguageOptions,
): void {
  if (valid.length + invalid.length === 0) return
  const parserOptions = { ecmaFeatures: { jsx: true } }
  const tester = new RuleTester({ languageOptions: { ...languageOptions, parserOptions } })
  tester.run(title, rule as unknown as EslintRule.RuleModule, {
    valid: valid.map(forEslint),
    invalid: invalid.map(forEslint) as RuleTester.InvalidTestCase[],
  })
}

// ESLint's tester refuses properties that it does not know.
function forEslint<Case extends ValidCase>({ lang: _, ...item }: Case): Omit<Case, 'lang'> {
  return item
}
