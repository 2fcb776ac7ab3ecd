const ENTRY = `['@watertight/vitest', { baseline: 'watertight-baseline.json' }]`

/** A configuration before and after; what is loaded of it says which reporters Vitest takes. */
export interface Shape {
  readonly name: string
  readonly before: string
  readonly after: string
  /** Where it is read from; absent: `vitest.config.ts`. */
  readonly file?: string
  /** Other files that it needs. */
  readonly beside?: Readonly<Record<string, string>>
  /** Names of the reporters; absent: `default` and ours. */
  readonly reporters?: readonly string[]
}

export const SHAPES: readonly Shape[] = [
  {
    name: 'defineConfig with an object, its comments and its crooked spacing',
    before: `import { defineConfig } from 'vitest/config'

// The tests of the shop.
export default defineConfig({
  plugins: [ ],   // none yet
  test: {
    environment: 'node', include: ["a.test.ts",   'b.test.ts'],
    /* slow */ testTimeout: 9_000, // see the wiki
  },
})
`,
    after: `import { defineConfig } from 'vitest/config'

// The tests of the shop.
export default defineConfig({
  plugins: [ ],   // none yet
  test: {
    environment: 'node', include: ["a.test.ts",   'b.test.ts'],
    /* slow */ testTimeout: 9_000, // see the wiki
    reporters: ['default', ${ENTRY}],
  },
})
`,
  },
  {
    name: 'one line, no trailing comma, double quotes',
    before: `import { defineConfig } from "vitest/config";
export default defineConfig({ test: { globals: true } });
`,
    after: `import { defineConfig } from "vitest/config";
export default defineConfig({ test: { globals: true, reporters: ["default", ["@watertight/vitest", { baseline: "watertight-baseline.json" }]] } });
`,
  },
  {
    name: 'a last property without a comma, with a comment',
    before: `export default {
  test: {
    globals: true // for the old tests
  }
}
`,
    after: `export default {
  test: {
    globals: true, // for the old tests
    reporters: ['default', ${ENTRY}]
  }
}
`,
  },
  {
    name: 'a last reporter in parentheses',
    before: `export default { test: { reporters: [('default')] } }\n`,
    after: `export default { test: { reporters: [('default'), ${ENTRY}] } }\n`,
  },
  {
    name: 'a last property in parentheses, with a comment in them and a comma behind them',
    before: `export default {
  test: {
    globals: ((true /* ) */)), // for the old tests
  },
}
`,
    after: `export default {
  test: {
    globals: ((true /* ) */)), // for the old tests
    reporters: ['default', ${ENTRY}],
  },
}
`,
  },
  {
    name: 'no test section',
    before: `import { defineConfig } from 'vitest/config'
export default defineConfig({})
`,
    after: `import { defineConfig } from 'vitest/config'
export default defineConfig({
  test: {
    reporters: ['default', ${ENTRY}],
  },
})
`,
  },
  {
    name: 'a vite.config without a test section, whose types do not know one',
    file: 'vite.config.ts',
    before: `import { defineConfig } from 'vite'

export default defineConfig({
\tserver: { port: 3000 },
})
`,
    after: `/// <reference types="vitest/config" />
import { defineConfig } from 'vite'

export default defineConfig({
\tserver: { port: 3000 },
\ttest: {
\t\treporters: ['default', ${ENTRY}],
\t},
})
`,
  },
  {
    name: 'mergeConfig with another file',
    beside: {
      'vite.config.ts': `import { defineConfig } from 'vite'\nexport default defineConfig({ base: '/' })\n`,
    },
    before: `import { defineConfig, mergeConfig } from 'vitest/config'
import viteConfig from './vite.config'

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      globals: true,
    },
  }),
)
`,
    after: `import { defineConfig, mergeConfig } from 'vitest/config'
import viteConfig from './vite.config'

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      globals: true,
      reporters: ['default', ${ENTRY}],
    },
  }),
)
`,
  },
  {
    name: 'a function',
    before: `import { defineConfig } from 'vitest/config'
export default defineConfig(({ mode }) => ({
  test: {
    name: mode,
  },
}))
`,
    after: `import { defineConfig } from 'vitest/config'
export default defineConfig(({ mode }) => ({
  test: {
    name: mode,
    reporters: ['default', ${ENTRY}],
  },
}))
`,
  },
  {
    name: 'an async function with two ways out',
    before: `import { defineConfig } from 'vitest/config'
export default defineConfig(async ({ command }) => {
  await Promise.resolve()
  if (command === 'build') {
    return { base: '/app/' }
  }
  const test = { globals: true }
  return { test }
})
`,
    after: `import { defineConfig } from 'vitest/config'
export default defineConfig(async ({ command }) => {
  await Promise.resolve()
  if (command === 'build') {
    return { base: '/app/', test: {
      reporters: ['default', ${ENTRY}],
    } }
  }
  const test = { globals: true, reporters: ['default', ${ENTRY}] }
  return { test }
})
`,
  },
  {
    name: 'test.projects: the root has the reporters',
    before: `import { defineConfig } from 'vitest/config'
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['unit/*.test.ts'] } },
      { extends: true, test: { name: 'e2e' } },
    ],
  },
})
`,
    after: `import { defineConfig } from 'vitest/config'
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['unit/*.test.ts'] } },
      { extends: true, test: { name: 'e2e' } },
    ],
    reporters: ['default', ${ENTRY}],
  },
})
`,
  },
  {
    name: 'an object of plain JavaScript, through a name and a JSDoc type',
    file: 'vitest.config.mjs',
    before: `/** @type {import('vitest/config').ViteUserConfig} */
const config = {
  test: { globals: true },
}

export default config
`,
    after: `/** @type {import('vitest/config').ViteUserConfig} */
const config = {
  test: { globals: true, reporters: ['default', ${ENTRY}] },
}

export default config
`,
  },
  {
    name: 'CommonJS',
    file: 'vitest.config.cjs',
    before: `'use strict'
const { defineConfig } = require('vitest/config')

module.exports = defineConfig({
  test: {
    globals: true,
  },
})
`,
    after: `'use strict'
const { defineConfig } = require('vitest/config')

module.exports = defineConfig({
  test: {
    globals: true,
    reporters: ['default', ${ENTRY}],
  },
})
`,
  },
  {
    name: 'reporters in a list',
    before: `export default { test: { reporters: ['dot'] } }\n`,
    after: `export default { test: { reporters: ['dot', ${ENTRY}] } }\n`,
    reporters: ['dot', '@watertight/vitest'],
  },
  {
    name: 'a single reporter as a text',
    before: `export default { test: { reporters: 'verbose' } }\n`,
    after: `export default { test: { reporters: ['verbose', ${ENTRY}] } }\n`,
    reporters: ['verbose', '@watertight/vitest'],
  },
  {
    name: 'reporters with options, one a line',
    before: `export default {
  test: {
    reporters: [
      'default', // for people
      ['junit', { outputFile: 'junit.xml' }], // for Jenkins
    ],
  },
}
`,
    after: `export default {
  test: {
    reporters: [
      'default', // for people
      ['junit', { outputFile: 'junit.xml' }], // for Jenkins
      ${ENTRY},
    ],
  },
}
`,
    reporters: ['default', 'junit', '@watertight/vitest'],
  },
  {
    name: 'reporters with a spread among them',
    before: `const base = ['default']
export default { test: { reporters: [...base, process.env.NEVER ? 'json' : 'dot'] } }
`,
    after: `const base = ['default']
export default { test: { reporters: [...base, process.env.NEVER ? 'json' : 'dot', ${ENTRY}] } }
`,
    reporters: ['default', 'dot', '@watertight/vitest'],
  },
  {
    name: 'reporters that a spread brings',
    before: `const shared = { globals: true, reporters: ['dot'] }
export default { test: { ...shared, name: 'a' } }
`,
    after: `const shared = { globals: true, reporters: ['dot', ${ENTRY}] }
export default { test: { ...shared, name: 'a' } }
`,
    reporters: ['dot', '@watertight/vitest'],
  },
  {
    name: 'reporters that depend on the surroundings',
    before: `export default { test: { reporters: process.env.NEVER ? ['json'] : ['dot'] } }\n`,
    after: `export default { test: { reporters: process.env.NEVER ? ['json', ${ENTRY}] : ['dot', ${ENTRY}] } }\n`,
    reporters: ['dot', '@watertight/vitest'],
  },
  {
    name: 'an empty list, which means the default',
    before: `export default { test: { reporters: [] } }\n`,
    after: `export default { test: { reporters: ['default', ${ENTRY}] } }\n`,
  },
  {
    name: 'satisfies, as and a type at the function',
    before: `import type { ConfigEnv, ViteUserConfig } from 'vitest/config'
const test = { globals: true as boolean } satisfies ViteUserConfig['test']
export default ((_env: ConfigEnv): ViteUserConfig => ({ test } as ViteUserConfig)) satisfies unknown
`,
    after: `import type { ConfigEnv, ViteUserConfig } from 'vitest/config'
const test = { globals: true as boolean, reporters: ['default', ${ENTRY}] } satisfies ViteUserConfig['test']
export default ((_env: ConfigEnv): ViteUserConfig => ({ test } as ViteUserConfig)) satisfies unknown
`,
  },
  {
    name: 'configDefaults spread in',
    before: `import { configDefaults, defineConfig } from 'vitest/config'
export default defineConfig({
  test: {
    ...configDefaults,
    exclude: [...configDefaults.exclude, 'e2e/**'],
  },
})
`,
    after: `import { configDefaults, defineConfig } from 'vitest/config'
export default defineConfig({
  test: {
    ...configDefaults,
    exclude: [...configDefaults.exclude, 'e2e/**'],
    reporters: ['default', ${ENTRY}],
  },
})
`,
  },
]

/** Configurations that say too little, with what is said of them. */
export const REFUSED: readonly { readonly name: string; readonly text: string; readonly why: string }[] = [
  {
    name: 'a factory of another module',
    text: `import { createConfig } from '@acme/vitest'\nexport default createConfig({ test: {} })\n`,
    why: 'what `createConfig(…)` gives cannot be seen in this file',
  },
  {
    name: 'another module alone',
    text: `export { default } from './other'\n`,
    why: 'it has no default export',
  },
  {
    name: 'reporters that are computed',
    text: `export default { test: { reporters: pick() } }\nfunction pick() { return ['dot'] }\n`,
    why: 'its `reporters` are computed',
  },
  {
    name: 'reporters in some cases only',
    text: `export default { test: process.env.A ? { reporters: ['dot'] } : {} }\n`,
    why: 'its `test` has `reporters` in some cases only',
  },
  {
    name: 'a spread of another module',
    text: `import { shared } from '@acme/vitest'\nexport default { test: { ...shared } }\n`,
    why: 'a spread may bring `reporters`',
  },
  {
    name: 'mergeConfig with a package',
    text: `import { mergeConfig } from 'vitest/config'\nimport shared from '@acme/vitest'\nexport default mergeConfig(shared, { test: {} })\n`,
    why: 'what `@acme/vitest` brings cannot be seen in this file',
  },
  {
    name: 'an object that is changed later',
    text: `const config = { test: {} }\nconfig.test.reporters = ['dot']\nexport default config\n`,
    why: 'what `config` stands for could not be followed',
  },
  {
    name: 'a method that is called on it',
    text: `const list = []\nexport default Object.assign({}, ...list)\n`,
    why: 'what `Object.assign(…)` gives cannot be seen in this file',
  },
  { name: 'a syntax error', text: `export default {\n`, why: 'it could not be parsed (' },
]
