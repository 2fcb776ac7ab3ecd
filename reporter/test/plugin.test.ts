import { expect, test } from 'vitest'
import { WatertightReporter } from '../src/index.ts'
import watertight from '../src/plugin.ts'

test('the plugin adds the reporter to those that are configured, in an array of its own', () => {
  const reporters = ['default']
  const config = { reporters: reporters as unknown[] }
  watertight().configureVitest({ vitest: { config } })
  expect(config.reporters).toEqual(['default', expect.any(WatertightReporter)])
  expect(reporters).toEqual(['default'])
})

test.each([
  ['by its name', '@watertight/vitest'],
  ['with options', ['@watertight/vitest', { settleMs: 5 }]],
])('a reporter that is configured %s already is not added again', (_, entry) => {
  const config = { reporters: ['default', entry] as unknown[] }
  watertight().configureVitest({ vitest: { config } })
  expect(config.reporters).toEqual(['default', entry])
})

test('several projects with the plugin have one reporter', () => {
  const config = { reporters: ['default'] as unknown[] }
  for (let project = 0; project < 3; project++) watertight().configureVitest({ vitest: { config } })
  expect(config.reporters.filter((reporter) => reporter instanceof WatertightReporter)).toHaveLength(1)
})

test('options that cannot be used are refused by name', () => {
  const plugin = watertight({ settleMs: -5 })
  expect(() => plugin.configureVitest({ vitest: { config: { reporters: [] } } })).toThrow('`settleMs`')
})
