import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BIN, startProcess, watertight } from '../watertight.ts'
import { projectFolder, readIn } from './project-folder.ts'

const TERMINAL = new URL('../terminal.py', import.meta.url).pathname

const FILES = {
  'package.json':
    '{ "name": "shop", "type": "module", "devDependencies": { "vitest": "^4.1.0", "eslint": "^9.0.0" } }',
  'package-lock.json': '{}',
  'vitest.config.js': 'export default {\n  test: {},\n}\n',
  'eslint.config.js': 'export default make()\n',
  '.gitignore': 'dist',
}

test('--dry-run shows the changes, what is left alone and what to install, and writes nothing', async () => {
  const root = projectFolder(FILES)
  const { exitCode, stdout, stderr } = await watertight(['init', '--dry-run'], { cwd: root })
  expect(exitCode).toBe(1)
  expect(stdout).toBe(`shop: npm, Vitest 4.1.0, ESLint 9.0.0

--- a/vitest.config.js
+++ b/vitest.config.js
@@ -1,3 +1,3 @@
 export default {
-  test: {},
+  test: { reporters: ['default', ['@watertight/vitest', { baseline: 'watertight-baseline.json' }]] },
 }

--- a/.gitignore
+++ b/.gitignore
@@ -1,1 +1,2 @@
-dist
\\ No newline at end of file
+dist
+.watertight/

To install: npm install --save-dev @watertight/vitest watertight eslint-plugin-watertight
`)
  expect(stderr)
    .toBe(`watertight: eslint.config.js was left alone, because what \`make(…)\` gives cannot be seen in this file. Add by hand:

    import watertight from 'eslint-plugin-watertight'

    // last in the list that is exported
    watertight.configs.recommended,

`)
  expect(readIn(root, 'vitest.config.js')).toBe(FILES['vitest.config.js'])
})

test('without a terminal nothing is written unless it was consented to', async () => {
  const root = projectFolder(FILES)
  const { exitCode, stderr } = await watertight(['init'], { cwd: root })
  expect(exitCode).toBe(1)
  expect(stderr).toContain(
    'there is no terminal to ask on, and nothing was written; pass `--yes` to write it.\n',
  )
  expect(readIn(root, '.gitignore')).toBe('dist')
})

describe('on a terminal it asks', () => {
  test.each([
    ['y', 'dist\n.watertight/\n'],
    ['n', 'dist'],
  ])('and %s is taken at its word', async (answer, expected) => {
    const root = projectFolder(FILES)
    const args = [TERMINAL, process.execPath, BIN, 'init', '--no-install']
    const { child, ended } = startProcess('python3', args, { cwd: root })
    child.stdin?.write(`${answer}\n`)
    await ended
    expect(readIn(root, '.gitignore')).toBe(expected)
  })
})

test('--yes writes, installs and says with which exit code that ended', async () => {
  const root = projectFolder({ ...FILES, 'eslint.config.js': 'export default []\n' })
  const env = fakeNpm(root, 'exit 3')
  const { exitCode, stderr } = await watertight(['init', '--yes'], { cwd: root, env })
  expect(exitCode).toBe(1)
  expect(readIn(root, 'npm-calls')).toBe(
    'install --save-dev @watertight/vitest watertight eslint-plugin-watertight\n',
  )
  expect(stderr).toContain('ended with exit code 3.')
  expect(readIn(root, 'eslint.config.js')).toContain('watertight.configs.recommended')
})

test('--no-install and --no-run leave both to the user', async () => {
  const root = projectFolder(FILES)
  const env = fakeNpm(root, 'exit 0')
  const { exitCode } = await watertight(['init', '--yes', '--no-install', '--no-run'], { cwd: root, env })
  expect(exitCode).toBe(1)
  expect(existsSync(join(root, 'npm-calls'))).toBe(false)
})

test('the second time it changes nothing, and says so', async () => {
  const dependencies = Object.fromEntries(
    ['vitest', '@watertight/vitest', 'watertight'].map((name) => [name, '4.1.0']),
  )
  const root = projectFolder({
    'package.json': JSON.stringify({ name: 'shop', dependencies }),
    '.git/HEAD': '',
    '.gitlab-ci.yml': 'test:\n  script:\n    - npx vitest run\n',
  })
  const first = await watertight(['init', '--yes', '--no-run'], { cwd: root })
  expect(first).toMatchObject({ exitCode: 0, stderr: '' })
  const files = ['vitest.config.mjs', '.gitignore', '.gitlab-ci.yml']
  const texts = files.map((path) => readIn(root, path))
  const second = await watertight(['init', '--yes'], { cwd: root })
  expect(second).toMatchObject({ exitCode: 0, stderr: '' })
  expect(second.stdout).toBe(
    'shop: npm, Vitest 4.1.0, no ESLint\n\nSet up already: vitest.config.mjs, .gitignore, .gitlab-ci.yml.\nNothing to change.\n',
  )
  expect(files.map((path) => readIn(root, path))).toEqual(texts)
})

test('--json gives machines the same', async () => {
  const root = projectFolder(FILES)
  const { stdout } = await watertight(['init', '--dry-run', '--json'], { cwd: root })
  expect(JSON.parse(stdout)).toMatchObject({
    project: { root, packageManager: 'npm', vitest: '4.1.0', eslint: '9.0.0' },
    changes: [{ path: 'vitest.config.js', isNew: false }, { path: '.gitignore' }],
    refusals: [{ path: 'eslint.config.js' }],
    isWritten: false,
    isInstalled: false,
  })
})

test('colours follow FORCE_COLOR', async () => {
  const root = projectFolder(FILES)
  const env = { NO_COLOR: undefined, FORCE_COLOR: '1' }
  const { stdout } = await watertight(['init', '--dry-run'], { cwd: root, env })
  expect(stdout).toContain('\u001B[32m+.watertight/\u001B[0m')
})

describe('wrong usage', () => {
  test.each([
    ['no package.json', {}, 'Expected a package.json in '],
    ['one that is not JSON', { 'package.json': '{' }, 'package.json to be JSON: '],
    ['neither tool', { 'package.json': '{}' }, 'Expected `vitest` or `eslint` among the dependencies of '],
  ])('%s', async (_name, files, message) => {
    const { exitCode, stdout, stderr } = await watertight(['init', '--yes'], { cwd: projectFolder(files) })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})

/** An npm that writes down what it was called with. */
function fakeNpm(root: string, end: string): NodeJS.ProcessEnv {
  const folder = join(root, 'bin')
  mkdirSync(folder)
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\necho "$@" >> npm-calls\n${end}\n`)
  chmodSync(join(folder, 'npm'), 0o755)
  return { PATH: `${folder}:${process.env.PATH ?? ''}` }
}
