import { expect, test } from 'vitest'
import { CLEAN_TEST, LEAKY_TEST, LEAK_SENTENCE } from '../e2e/leaky-project.ts'
import { userProject } from './user-project.ts'

test('an empty project needs the packed package and one line', async () => {
  const project = userProject({ 'leaky.test.ts': LEAKY_TEST, 'clean.test.ts': CLEAN_TEST })
  const run = await project.vitest()
  expect(run.stderr).toMatch(LEAK_SENTENCE)
  expect(run.stdout).toMatch(/Tests {2}1 failed \| 3 passed/)
  expect(run.exitCode).toBe(1)
  expect(run.report?.summary.failing).toEqual({ server: 1 })
})
