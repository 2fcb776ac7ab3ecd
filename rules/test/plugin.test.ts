import { createRequire } from 'node:module'
import { Linter } from 'eslint'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { describe, expect, test } from 'vitest'
import plugin from '../src/index.ts'
import { defineRule } from '../src/rule.ts'
import { rules } from '../src/rules/index.ts'

const manifest = createRequire(import.meta.url)('../package.json') as Record<string, unknown>

test('the plugin carries the name and the version of its package, for caches and for oxlint', () => {
  expect(plugin.meta).toEqual({
    name: manifest.name,
    version: manifest.version,
    namespace: 'watertight',
  })
})

test('strict holds every rule, and recommended those that say so', () => {
  const names = Object.keys(rules).map((name) => `watertight/${name}`)
  const recommended = names.filter((name) => rules[name.slice('watertight/'.length)]?.meta.docs?.recommended)
  expect(Object.keys(plugin.configs.strict.rules)).toEqual(names)
  expect(Object.keys(plugin.configs.recommended.rules)).toEqual(recommended)
  expect(plugin.configs['legacy-strict'].rules).toEqual(plugin.configs.strict.rules)
  expect(plugin.configs['legacy-recommended'].rules).toEqual(plugin.configs.recommended.rules)
})

test('strict sets the options that make a rule strict, and recommended leaves the defaults', () => {
  const { strict, recommended } = plugin.configs
  expect(strict.rules['watertight/no-fixed-port']).toEqual(['error', { environment: true }])
  expect(strict.rules['watertight/prefer-fixture']).toBe('error')
  expect(new Set(Object.values(recommended.rules))).toEqual(new Set(['error']))
})

test('observed holds the rule that reads reports, as a warning, to be set beside recommended', () => {
  const { observed, 'legacy-observed': legacy } = plugin.configs
  expect(observed.rules).toEqual({ 'watertight/no-observed-leak': 'warn' })
  expect(legacy.rules).toEqual(observed.rules)
})

describe('a configuration takes the plugin', () => {
  const byObject = defineConfig([{ files: ['**/*.js'], extends: [plugin.configs.strict] }])
  const byName = defineConfig([{ plugins: { watertight: plugin }, extends: ['watertight/strict'] }])
  const byTseslint = defineConfig([tseslint.configs.base, plugin.configs.strict])

  test.each([
    ['by its configuration', byObject],
    ['by name', byName],
    ['beside those of typescript-eslint', byTseslint],
  ])('%s', (_, config) => {
    const set = config.flatMap((item) => Object.keys(item.rules ?? {}))
    expect(set).toEqual(Object.keys(rules).map((name) => `watertight/${name}`))
    expect(new Linter().verify('export {}\n', config, 'index.js')).toEqual([])
  })
})

describe('a rule with options', () => {
  const rule = defineRule<'said', { readonly loud: boolean; readonly word: string }>({
    name: 'say',
    description: 'Say what the options are',
    recommended: false,
    messages: { said: '{{word}} {{loud}}' },
    options: {
      loud: { type: 'boolean', description: 'Say it loudly', default: true },
      word: { type: 'string', description: 'What to say', default: 'hello' },
    },
    create: (context, { loud, word }) => ({
      Program: (node) => context.report({ node, messageId: 'said', data: { loud: String(loud), word } }),
    }),
  })

  test.each([
    ['has the defaults of all that is left out', [], 'hello true'],
    ['has what the user says, and the defaults of the rest', [{ loud: false }], 'hello false'],
  ])('%s', (_, options, message) => {
    expect(lint(options)).toEqual([message])
  })

  test('refuses an option that it does not have', () => {
    expect(() => lint([{ quiet: true }])).toThrow(/quiet/)
  })

  function lint(options: readonly object[]): string[] {
    const own = { rules: { say: rule } } as unknown as NonNullable<Linter.Config['plugins']>[string]
    const config = { plugins: { own }, rules: { 'own/say': ['error', ...options] as Linter.RuleEntry } }
    return new Linter().verify('', config).map(({ message }) => message)
  }
})
