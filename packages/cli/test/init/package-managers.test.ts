import { describe, expect, test } from 'vitest'
import { makePlan } from '../../src/init/plan.ts'
import { installCommand, readProject } from '../../src/init/project/project.ts'
import { configFiles } from '../../src/init/vitest/plan-vitest.ts'
import { projectFolder } from './project-folder.ts'

const MANIFEST = '{ "name": "shop", "devDependencies": { "vitest": "^4.1.2" } }'

describe('the package manager is told by', () => {
  test.each([
    ['package-lock.json', {}, 'npm install --save-dev x'],
    ['pnpm-lock.yaml', {}, 'pnpm add --save-dev x'],
    ['yarn.lock', {}, 'yarn add --dev x'],
    ['bun.lock', {}, 'bun add --dev x'],
    ['bun.lockb', {}, 'bun add --dev x'],
    ['packageManager', { 'package.json': '{ "packageManager": "pnpm@10.1.0" }' }, 'pnpm add --save-dev x'],
    ['nothing', {}, 'npm install --save-dev x'],
  ])('%s', (sign, files, expected) => {
    const lock = sign.includes('lock') ? { [sign]: '' } : {}
    const project = readProject(projectFolder({ 'package.json': '{}', ...lock, ...files }))
    expect(installCommand(project, ['x']).join(' ')).toBe(expected)
  })
})

describe('at the root of a workspace', () => {
  test.each([
    [
      'pnpm',
      { 'pnpm-workspace.yaml': 'packages: [a]', 'pnpm-lock.yaml': '' },
      'pnpm add --save-dev --workspace-root x',
    ],
    [
      'yarn 1',
      { 'yarn.lock': '', 'package.json': '{ "workspaces": ["a"] }' },
      'yarn add --dev --ignore-workspace-root-check x',
    ],
    [
      'a later yarn',
      { 'yarn.lock': '', '.yarnrc.yml': '', 'package.json': '{ "workspaces": ["a"] }' },
      'yarn add --dev x',
    ],
  ])('%s is told so', (_name, files, expected) => {
    const project = readProject(projectFolder({ 'package.json': '{}', ...files }))
    expect(installCommand(project, ['x']).join(' ')).toBe(expected)
  })

  test('a package of it has the lock file and the versions of the root', () => {
    const root = projectFolder({
      'package.json': '{ "workspaces": ["a"], "devDependencies": { "vitest": "~5.1.0" } }',
      'pnpm-lock.yaml': '',
      '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - run: npx vitest run\n',
      'a/package.json': '{ "type": "module" }',
      'a/src/x.ts': '',
    })
    const project = readProject(`${root}/a/src`)
    expect(project).toMatchObject({
      root: `${root}/a`,
      workspaceRoot: root,
      vitest: '5.1.0',
      manager: { name: 'pnpm' },
    })
    const { changes, refusals } = makePlan(project)
    expect(changes.map(({ path }) => path)).toEqual(['vitest.config.js'])
    expect(refusals).toEqual([
      {
        path: '../.github/workflows/ci.yml',
        why: 'it belongs to the whole workspace, and the gate of this package runs in a',
        lines: expect.stringContaining('run: pnpm exec watertight gate') as string,
      },
    ])
  })
})

test('a lock file above that belongs to no workspace is another project', () => {
  const root = projectFolder({ 'package.json': '{}', 'yarn.lock': '', 'a/package.json': '{}' })
  expect(readProject(`${root}/a`)).toMatchObject({ workspaceRoot: `${root}/a`, manager: { name: 'npm' } })
})

test('an installed version counts more than the one that is asked for', () => {
  const root = projectFolder({
    'package.json': MANIFEST,
    'node_modules/vitest/package.json': '{ "version": "4.1.12" }',
  })
  expect(readProject(root).vitest).toBe('4.1.12')
})

describe('the configuration of Vitest is', () => {
  test.each([
    [
      'vitest.config before vite.config',
      { 'vite.config.ts': '', 'vitest.config.mts': '' },
      '',
      ['vitest.config.mts'],
    ],
    ['vite.config where it is alone', { 'vite.config.ts': '' }, '', ['vite.config.ts']],
    [
      'also what a script names',
      { 'vitest.config.ts': '', 'vitest.e2e.ts': '' },
      'vitest run --config ./vitest.e2e.ts --coverage',
      ['vitest.config.ts', 'vitest.e2e.ts'],
    ],
    [
      'never the workspace file, which has no reporters',
      { 'vitest.workspace.ts': 'export default ["packages/*"]', 'vite.config.ts': '' },
      '',
      ['vite.config.ts'],
    ],
  ])('%s', (_name, files, script, expected) => {
    const manifest = JSON.stringify({ scripts: { e2e: script } })
    expect(configFiles(readProject(projectFolder({ 'package.json': manifest, ...files })))).toEqual(expected)
  })

  test.each([
    ['vitest.config.ts', { 'tsconfig.json': '{}' }],
    ['vitest.config.mjs', {}],
    ['vitest.config.js', { 'package.json': MANIFEST.replace('{', '{ "type": "module",') }],
  ])('%s where there is none', (path, files) => {
    const { changes } = makePlan(readProject(projectFolder({ 'package.json': MANIFEST, ...files })))
    expect(changes).toMatchObject([{ path, before: null }])
  })

  test('for a workspace file of Vitest 3 without one, a new one beside it', () => {
    const root = projectFolder({
      'package.json': MANIFEST,
      'vitest.workspace.ts': 'export default ["packages/*"]',
    })
    expect(makePlan(readProject(root)).changes).toMatchObject([{ path: 'vitest.config.mjs', before: null }])
  })
})

test.each([
  ['vitest', '"vitest": "^2.1.0"', 'Vitest 3.2 or newer is needed, and this is 2.1.0'],
  ['vitest', '"vitest": "3.1.4"', 'Vitest 3.2 or newer is needed, and this is 3.1.4'],
  ['eslint', '"eslint": "^7.0.0"', 'ESLint 8.57 or newer is needed, and this is 7.0.0'],
])('a %s that is too old is named: %s', (_name, dependency, why) => {
  const root = projectFolder({ 'package.json': `{ "dependencies": { ${dependency} } }` })
  expect(makePlan(readProject(root)).refusals).toMatchObject([{ why }])
})

describe('ESLint 8', () => {
  test.each([
    ['.eslintrc.cjs', 'module.exports = {}'],
    ['.eslintrc.yml', 'root: true\n'],
    ['.eslintrc', '{ "root": true }'],
    ['eslint.config.mjs', 'export default []'],
  ])('with %s', (path, text) => {
    const root = projectFolder({
      'package.json': '{ "devDependencies": { "eslint": "8.57.1" } }',
      [path]: text,
    })
    expect(makePlan(readProject(root)).changes.map((change) => change.path)).toEqual([path])
  })

  test('with none', () => {
    const root = projectFolder({ 'package.json': '{ "devDependencies": { "eslint": "8.57.1" } }' })
    const [change] = makePlan(readProject(root)).changes
    expect(change?.path).toBe('.eslintrc.json')
    expect(JSON.parse(change?.after ?? '')).toEqual({
      root: true,
      extends: ['plugin:watertight/legacy-recommended'],
    })
  })
})
