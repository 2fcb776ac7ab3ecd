import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CLEAN_TEST, LEAKY_TEST, LEAK_SENTENCE } from './leaky-project.ts'
import { runProcess } from './run-process.ts'
import { runVitest } from './run-vitest.ts'
import { FIXTURES } from './target.ts'

const vitestVersion = (createRequire(import.meta.url)('vitest/package.json') as { version: string }).version

const CONFIG = `import { defineConfig } from 'vitest/config'
export default defineConfig({ test: { reporters: ['default', '@watertight/vitest'] } })
`

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'watertight-packed-'))
  const [tarballs, project] = [join(folder, 'tarballs'), join(folder, 'project')]
  for (const path of [tarballs, project]) mkdirSync(path)
  const workspaces = [
    'packages/findings',
    'packages/probe',
    'packages/lifecycle',
    'packages/render',
    'reporter',
  ]
  await npm(
    join(FIXTURES, '..'),
    'pack',
    '--pack-destination',
    tarballs,
    ...workspaces.flatMap((path) => ['-w', path]),
  )
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n')
  const packages = readdirSync(tarballs).map((name) => join(tarballs, name))
  await npm(
    project,
    'install',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    `vitest@${vitestVersion}`,
    ...packages,
  )
  writeFileSync(join(project, 'vitest.config.ts'), CONFIG)
  writeFileSync(join(project, 'leaky.test.ts'), LEAKY_TEST)
  writeFileSync(join(project, 'clean.test.ts'), CLEAN_TEST)
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('an empty project needs the packed package and one line', async () => {
  const run = await runVitest({ cwd: join(folder, 'project') })
  expect(run.stderr).toMatch(LEAK_SENTENCE)
  expect(run.stdout).toMatch(/Tests {2}1 failed \| 3 passed/)
  expect(run.exitCode).toBe(1)
  expect(run.report?.summary.failing).toEqual({ server: 1 })
})

async function npm(cwd: string, ...args: string[]): Promise<void> {
  const { exitCode, stderr } = await runProcess({ command: 'npm', args, cwd })
  if (exitCode !== 0) throw new Error(`npm ${args.join(' ')}: exit code ${exitCode}\n${stderr}`)
}
