import { expect, test } from 'vitest'
import { mockedModules } from '../../src/analysis/mocked-modules.ts'

test.each([
  ['Vitest mocks', `vi.mock('ioredis')`, ['ioredis']],
  ['Vitest mocks by an import, for its type', `vi.mock(import('node:net'), () => ({}))`, ['net']],
  ['Jest mocks before it is required', `jest.doMock("pg", () => fake)`, ['pg']],
])('a module that %s opens nothing', (_, text, modules) => {
  expect([...mockedModules(text)]).toEqual(modules)
})

test.each([
  ['nothing is mocked', `import Redis from 'ioredis'`],
  [
    'the mock may hand out the real one',
    `vi.mock('pg', async (importOriginal) => ({ ...(await importOriginal()) }))`,
  ],
  ['the mock only listens in', `vi.mock('pg', { spy: true })`],
])('all is taken for real where %s', (_, text) => {
  expect([...mockedModules(text)]).toEqual([])
})
