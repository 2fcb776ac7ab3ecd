type Level = 'error' | 'warn' | ['error', Readonly<Record<string, unknown>>]
type Levels = Record<string, Level>
interface Docs {
  readonly recommended: boolean
  readonly strict: Readonly<Record<string, unknown>>
}
// Not `Rule`: the types that users load must not need those of typescript-eslint.
type Rules = Readonly<Record<string, { readonly meta: { readonly docs?: Docs } }>>

/** A configuration for `eslint.config.js`. */
interface FlatConfig {
  name: string
  plugins: Record<string, object>
  rules: Levels
}

/** A configuration for `.eslintrc`, as `plugin:watertight/legacy-…`. */
interface LegacyConfig {
  plugins: string[]
  rules: Levels
}

/** What users extend; a type, because ESLint's own types ask for an index signature, which interfaces lack. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
export type Configs = {
  recommended: FlatConfig
  strict: FlatConfig
  observed: FlatConfig
  'legacy-recommended': LegacyConfig
  'legacy-strict': LegacyConfig
  'legacy-observed': LegacyConfig
}

/** The configurations that the rules' own `meta.docs` ask for. */
export function configsOf(plugin: object, namespace: string, rules: Rules): Configs {
  const recommended = recommendedOf(namespace, rules)
  const strict = strictOf(namespace, rules)
  const observed = { [`${namespace}/no-observed-leak`]: 'warn' } as const
  const plugins = { [namespace]: plugin }
  return {
    recommended: { name: `${namespace}/recommended`, plugins, rules: recommended },
    strict: { name: `${namespace}/strict`, plugins, rules: strict },
    observed: { name: `${namespace}/observed`, plugins, rules: observed },
    'legacy-recommended': { plugins: [namespace], rules: recommended },
    'legacy-strict': { plugins: [namespace], rules: strict },
    'legacy-observed': { plugins: [namespace], rules: observed },
  }
}

function recommendedOf(namespace: string, rules: Rules): Levels {
  const members = Object.entries(rules).filter(([, rule]) => rule.meta.docs?.recommended)
  return Object.fromEntries(members.map(([name]) => [`${namespace}/${name}`, 'error']))
}

/** All rules, each with the options that make it strict. */
function strictOf(namespace: string, rules: Rules): Levels {
  const levels = Object.entries(rules).map(([name, { meta }]): [string, Level] => {
    const options = meta.docs?.strict ?? {}
    return [`${namespace}/${name}`, Object.keys(options).length === 0 ? 'error' : ['error', options]]
  })
  return Object.fromEntries(levels)
}
