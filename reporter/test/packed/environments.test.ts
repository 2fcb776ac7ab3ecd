import { expect, test } from 'vitest'
import { LEAKY_TEST, LEAK_SENTENCE } from '../e2e/leaky-project.ts'
import { ENVIRONMENTS } from './install.ts'
import { userProject } from './user-project.ts'

// Vite transforms the bundled set-up file for browsers here.
test.each(ENVIRONMENTS)('the packed package finds its way in %s', async (environment) => {
  const project = userProject({ 'leaky.test.ts': LEAKY_TEST })
  const run = await project.vitest([`--environment=${environment}`])
  expect(run.stderr).toMatch(LEAK_SENTENCE)
  expect(run.report?.summary.failing).toEqual({ server: 1 })
})
