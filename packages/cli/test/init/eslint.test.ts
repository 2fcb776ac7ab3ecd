import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'
import { Unclear } from '../../src/init/code/unclear.ts'
import { editFlat, newFlat } from '../../src/init/eslint/edit-flat.ts'
import { editLegacyYaml } from '../../src/init/eslint/edit-legacy-yaml.ts'
import { editLegacyJson, editLegacyScript, editPackageJson } from '../../src/init/eslint/edit-legacy.ts'
import { readStyle } from '../../src/init/code/style.ts'
import { projectFolder } from './project-folder.ts'

const FLAT = [
  {
    name: 'defineConfig with a list',
    before: `import { defineConfig } from 'eslint/config'
import js from '@eslint/js'

export default defineConfig([
  js.configs.recommended, // first
  { files: ['**/*.js'], rules: { semi: 'off' } }
])
`,
    after: `import { defineConfig } from 'eslint/config'
import js from '@eslint/js'
import watertight from 'eslint-plugin-watertight'

export default defineConfig([
  js.configs.recommended, // first
  { files: ['**/*.js'], rules: { semi: 'off' } },
  watertight.configs.recommended
])
`,
  },
  {
    name: 'defineConfig with several arguments',
    before: `import { defineConfig, globalIgnores } from 'eslint/config'\nexport default defineConfig(globalIgnores(['dist']), {})\n`,
    after: `import { defineConfig, globalIgnores } from 'eslint/config'\nimport watertight from 'eslint-plugin-watertight'\nexport default defineConfig(globalIgnores(['dist']), {}, watertight.configs.recommended)\n`,
  },
  {
    name: 'a plain list, with semicolons and double quotes',
    before: `// @ts-check
import js from "@eslint/js";

export default [js.configs.recommended];
`,
    after: `// @ts-check
import js from "@eslint/js";
import watertight from "eslint-plugin-watertight";

export default [js.configs.recommended, watertight.configs.recommended];
`,
  },
  {
    name: 'tseslint.config',
    before: `import tseslint from 'typescript-eslint';

export default tseslint.config(
  ...tseslint.configs.recommended,
  { ignores: ['dist'] },
);
`,
    after: `import tseslint from 'typescript-eslint';
import watertight from 'eslint-plugin-watertight';

export default tseslint.config(
  ...tseslint.configs.recommended,
  { ignores: ['dist'] },
  watertight.configs.recommended,
);
`,
  },
  {
    name: 'a list by name, with its type, whose file uses the name already',
    before: `const watertight = true

/** @type {import('eslint').Linter.Config[]} */
const configs = [
  { rules: { semi: watertight ? 'error' : 'off' } },
]
export default configs
`,
    after: `import watertightPlugin from 'eslint-plugin-watertight'

const watertight = true

/** @type {import('eslint').Linter.Config[]} */
const configs = [
  { rules: { semi: watertight ? 'error' : 'off' } },
  watertightPlugin.configs.recommended,
]
export default configs
`,
  },
  {
    name: 'a single object',
    before: `export default { rules: { semi: 'error' } }\n`,
    after: `import watertight from 'eslint-plugin-watertight'\n\nexport default [{ rules: { semi: 'error' } }, watertight.configs.recommended]\n`,
  },
  {
    name: 'CommonJS',
    file: 'eslint.config.cjs',
    before: `'use strict'

const js = require('@eslint/js')

module.exports = [
  js.configs.recommended,
]
`,
    after: `'use strict'

const js = require('@eslint/js')
const watertight = require('eslint-plugin-watertight')

module.exports = [
  js.configs.recommended,
  watertight.configs.recommended,
]
`,
  },
  {
    name: 'a last item with a type in JSDoc, and no comma',
    file: 'eslint.config.js',
    before: `export default [
  /** @type {import('eslint').Linter.Config} */ ({ rules: {} })
]
`,
    after: `import watertight from 'eslint-plugin-watertight'

export default [
  /** @type {import('eslint').Linter.Config} */ ({ rules: {} }),
  watertight.configs.recommended
]
`,
  },
]

describe('the rules are added to', () => {
  test.each(FLAT)('$name', ({ before, after }) => {
    const edited = editFlat(before)
    expect(edited).toBe(after)
    expect(editFlat(edited), 'twice').toBe(after)
  })
})

describe('ESLint takes the rules of', () => {
  test.each([...FLAT, { name: 'a new configuration', after: newFlat(readStyle('')) }])(
    '$name',
    async (shape) => {
      const file = 'file' in shape ? shape.file : 'eslint.config.js'
      const root = projectFolder(
        { 'package.json': '{ "type": "module" }', [file]: shape.after, 'a.js': '' },
        { modules: true },
      )
      const config = (await new ESLint({
        cwd: root,
        overrideConfigFile: `${root}/${file}`,
      }).calculateConfigForFile(`${root}/a.js`)) as { rules: Record<string, unknown> }
      expect(config.rules['watertight/require-release']).toEqual([2])
    },
  )
})

test.each([
  ['a factory', `import antfu from '@antfu/eslint-config'\nexport default antfu({})\n`, '`antfu(…)`'],
  ['a chain', `export default [].concat(more)\n`, '`[].concat(…)`'],
  [
    'a compatibility layer',
    `import { compat } from './compat.js'\nexport default compat\n`,
    'something computed',
  ],
])('is left alone: %s', (_name, text, why) => {
  expect(() => editFlat(text)).toThrow(Unclear)
  expect(() => editFlat(text)).toThrow(why)
})

describe('eslintrc', () => {
  test.each([
    [
      'JSON with comments',
      editLegacyJson,
      `{\n  // all of us\n  "root": true,\n  "extends": ["eslint:recommended"]\n}\n`,
      `{\n  // all of us\n  "root": true,\n  "extends": ["eslint:recommended", "plugin:watertight/legacy-recommended"]\n}\n`,
    ],
    [
      'JSON that extends one',
      editLegacyJson,
      `{ "extends": "standard" }\n`,
      `{ "extends": ["standard", "plugin:watertight/legacy-recommended"] }\n`,
    ],
    [
      'JSON that extends nothing',
      editLegacyJson,
      `{\n    "root": true\n}\n`,
      `{\n    "root": true,\n    "extends": ["plugin:watertight/legacy-recommended"]\n}\n`,
    ],
    ['an empty object', editLegacyJson, `{}\n`, `{ "extends": ["plugin:watertight/legacy-recommended"] }\n`],
    [
      'a script',
      editLegacyScript,
      `module.exports = {\n  root: true,\n  extends: [\n    'standard',\n  ],\n}\n`,
      `module.exports = {\n  root: true,\n  extends: [\n    'standard',\n    'plugin:watertight/legacy-recommended',\n  ],\n}\n`,
    ],
    [
      'package.json',
      editPackageJson,
      `{\n  "name": "shop",\n  "eslintConfig": {\n    "root": true\n  }\n}\n`,
      `{\n  "name": "shop",\n  "eslintConfig": {\n    "root": true,\n    "extends": ["plugin:watertight/legacy-recommended"]\n  }\n}\n`,
    ],
    [
      'YAML with a list',
      editLegacyYaml,
      `root: true   # all\nextends:\n    - eslint:recommended # first\nrules: {}\n`,
      `root: true   # all\nextends:\n    - eslint:recommended # first\n    - plugin:watertight/legacy-recommended\nrules: {}\n`,
    ],
    [
      'YAML with a text',
      editLegacyYaml,
      `extends: standard # ours\n`,
      `extends: [standard, 'plugin:watertight/legacy-recommended'] # ours\n`,
    ],
    [
      'YAML without',
      editLegacyYaml,
      `root: true`,
      `root: true\nextends:\n  - plugin:watertight/legacy-recommended\n`,
    ],
  ])('%s', (_name, edit, before, after) => {
    expect(edit(before)).toBe(after)
    expect(edit(after), 'twice').toBe(after)
  })

  test('a script that computes is left alone', () => {
    expect(() => editLegacyScript('module.exports = make()\n')).toThrow(Unclear)
  })
})
