import { createRequire } from 'node:module'
import { type Configs, configsOf } from './configs.ts'
import { rules } from './rules/index.ts'

/** What users load as `eslint-plugin-watertight`. */
export interface Plugin {
  meta: { name: string; version: string; namespace: string }
  // Typed loosely: each version of ESLint has its own types for a rule, and users mix them with any.
  rules: Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any
  configs: Configs
}

const namespace = 'watertight'
const { name, version } = createRequire(import.meta.url)('../package.json') as Plugin['meta']

const base = { meta: { name, version, namespace }, rules: { ...rules } }
const plugin: Plugin = Object.assign(base, { configs: configsOf(base, namespace, rules) })

export default plugin
// What `require()` gives: eslintrc and every CommonJS configuration expect the plugin itself, not a namespace.
export { plugin as 'module.exports' }
