import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import plugin from '../dist/index.js'

const parserOptions = { ecmaFeatures: { jsx: true } }

/** The ways to read a file, the likeliest first; old scripts are no modules, and some `.js` files hold types. */
const readings = {
  typescript: [{ parser: tseslint.parser, parserOptions }],
  javascript: [
    { sourceType: 'module', parserOptions },
    { sourceType: 'commonjs', parserOptions },
    { parser: tseslint.parser, parserOptions },
  ],
}

/** A linter of its own, whose comments in the code count for nothing; `rules` as in a configuration. */
export function makeLint(rules, more = {}) {
  const linter = new Linter()
  return { linter, lint: (code, filename) => lintFile(linter, { rules, ...more }, code, filename) }
}

/** Every rule of the plugin, or those of one of its configurations, at the level of a configuration. */
export function levels(set = 'strict') {
  return plugin.configs[set].rules
}

// `messages` of the first reading that parses, or null if none does; throws what a rule throws.
function lintFile(linter, config, code, filename) {
  for (const languageOptions of readingsOf(filename)) {
    const messages = verify(linter, { ...config, languageOptions }, code, filename)
    if (!messages.some(({ fatal }) => fatal)) return { messages, languageOptions }
  }
  return { messages: null, languageOptions: null }
}

function readingsOf(filename) {
  return /\.[cm]?tsx?$/.test(filename) ? readings.typescript : readings.javascript
}

function verify(linter, config, code, filename) {
  const whole = {
    files: ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'],
    plugins: { watertight: plugin, '@typescript-eslint': tseslint.plugin },
    ...config,
  }
  // `verifyAndFix`, because ESLint keeps times for that alone.
  return linter.verifyAndFix(code, [{ ignores: ['!**/node_modules/'] }, whole], {
    filename,
    allowInlineConfig: false,
    reportUnusedDisableDirectives: false,
    fix: false,
    stats: true,
  }).messages
}
