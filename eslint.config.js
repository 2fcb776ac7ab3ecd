import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import watertight from 'eslint-plugin-watertight'
import tseslint from 'typescript-eslint'

const sources = [
  'packages/*/{src,test}/**/*.ts',
  'reporter/{src,test}/**/*.ts',
  'rules/{src,test}/**/*.ts',
  '.ci/checks/**/*.ts',
  '*.ts',
]

const nodeGlobals = Object.fromEntries(
  'Buffer URL console fetch performance process clearInterval clearTimeout setImmediate setInterval setTimeout'
    .split(' ')
    .map((name) => [name, 'readonly']),
)

export default defineConfig(
  { ignores: ['**/dist/', '**/recorded/', '**/.watertight/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { languageOptions: { globals: nodeGlobals }, rules: { eqeqeq: 'error', 'object-shorthand': 'error' } },
  {
    files: sources,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.check.json', './packages/render/tsconfig.client.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // The Node APIs that are patched and probed are full of void-returning callbacks that may be async.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      // Patching takes methods off their objects on purpose.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['rules/{src,test}/**/*.ts'],
    rules: {
      // A node's type is written as ESLint's documentation writes it; the types accept exactly these strings.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // A switch over node types hands each type on: `return follow(…)` where both sides are void.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
    },
  },
  {
    // Fixtures, and what the end-to-end tests of the linters lint, leak on purpose.
    ignores: ['fixtures/**', 'rules/test/e2e/project/**'],
    extends: [watertight.configs.strict],
  },
  {
    // Fixtures show what users write, mistakes included: only what is a mistake of ours is reported there.
    files: ['fixtures/**/*.ts'],
    extends: [tseslint.configs.base],
    rules: { 'no-undef': 'off', 'no-unused-vars': 'off', 'no-empty': 'off', 'no-empty-pattern': 'off' },
  },
)
