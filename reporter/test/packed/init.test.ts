import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CLEAN_TEST, LEAKY_TEST } from '../e2e/leaky-project.ts'
import { userProject } from './user-project.ts'

const WORKFLOW = `jobs:
  test:
    steps:
      - run: npm ci
      - run: npm test # all of them
`

/** A project that has the packages, and has not been told of them. */
const PROJECT = {
  'package.json': JSON.stringify({
    private: true,
    type: 'module',
    scripts: { test: 'vitest run' },
    devDependencies: { vitest: '*', watertight: '*', '@watertight/vitest': '*' },
  }),
  'vitest.config.ts': `import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['*.test.ts'], // all of them
  },
})
`,
  '.gitignore': 'node_modules\n',
  '.github/workflows/ci.yml': WORKFLOW,
}

const FILES = ['vitest.config.ts', '.gitignore', '.github/workflows/ci.yml', 'watertight-baseline.json']

test('init sets a leaking project up: the leak is recorded, the gate passes, and a second init changes nothing', async () => {
  const project = userProject({ ...PROJECT, 'leaky.test.ts': LEAKY_TEST })
  const read = () => FILES.map((path) => readFileSync(join(project.path, path), 'utf8'))

  const first = await project.watertight('init', '--yes')
  expect(first.exitCode, first.stderr).toBe(0)
  const texts = read()
  expect(texts[0]).toContain(`['@watertight/vitest', { baseline: 'watertight-baseline.json' }]`)
  expect(texts[1]).toBe('node_modules\n.watertight/\n')
  expect(texts[2]).toContain('# all of them\n      - name: Leaks\n')
  const { findings } = JSON.parse(texts[3] ?? '') as { findings: unknown[] }
  expect(findings).toMatchObject([{ kind: 'server', place: 'leaky.test.ts' }])

  const run = await project.vitest()
  expect(run.exitCode, run.stderr).toBe(0)
  const gate = await project.watertight('gate', '--baseline', 'watertight-baseline.json')
  expect(gate.exitCode, gate.stderr).toBe(0)

  const second = await project.watertight('init', '--yes')
  expect(second).toMatchObject({ exitCode: 0, stderr: '' })
  expect(second.stdout).toContain('Nothing to change.')
  expect(read()).toEqual(texts)
})

test('init has nothing to record in a clean project', async () => {
  const project = userProject({ ...PROJECT, 'clean.test.ts': CLEAN_TEST })
  const { exitCode, stderr } = await project.watertight('init', '--yes')
  expect(exitCode, stderr).toBe(0)
  expect(existsSync(join(project.path, 'watertight-baseline.json'))).toBe(false)
  expect(existsSync(join(project.path, '.watertight/report.json'))).toBe(true)
})
