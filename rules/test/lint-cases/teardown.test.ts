import { expect, test } from 'vitest'
import { lintExample } from '../lint-example.ts'

/** Real leaks of teardowns, in the shape of their code; each with its repair. */
const cases = [
  {
    title: 'gemini-cli #7616: a close with a callback that nothing waits for',
    rule: 'require-awaited-teardown',
    filename: 'src/bridge.ts',
    leaky: `import { createServer } from 'node:http'
export class Bridge {
  private server = createServer().listen(0)
  async stop(): Promise<void> {
    this.server.close((error) => {
      if (error) console.error(error)
    })
  }
}`,
    clean: `import { createServer } from 'node:http'
export class Bridge {
  private server = createServer().listen(0)
  async stop(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.close((error) => (error ? reject(error) : resolve()))
    })
  }
}`,
  },
  {
    title: 'a fixture that cancels its background task and does not await it',
    rule: 'require-awaited-teardown',
    filename: 'test/sync.test.ts',
    leaky: `import { test as base } from 'vitest'
async function sync(signal: AbortSignal) { while (!signal.aborted) await step() }
export const test = base.extend({
  syncing: async ({}, use) => {
    const controller = new AbortController()
    const running = sync(controller.signal)
    await use(controller)
    controller.abort()
  },
})`,
    clean: `import { test as base } from 'vitest'
async function sync(signal: AbortSignal) { while (!signal.aborted) await step() }
export const test = base.extend({
  syncing: async ({}, use) => {
    const controller = new AbortController()
    const running = sync(controller.signal)
    await use(controller)
    controller.abort()
    await running
  },
})`,
  },
  {
    title: 'nest #6824: the close after all tests is not returned',
    rule: 'require-awaited-teardown',
    filename: 'test/app.e2e-spec.ts',
    leaky: `import { Test } from '@nestjs/testing'
let app
beforeAll(async () => {
  const module = await Test.createTestingModule({}).compile()
  app = module.createNestApplication()
  await app.init()
})
afterAll(() => {
  app.close()
})`,
    clean: `import { Test } from '@nestjs/testing'
let app
beforeAll(async () => {
  const module = await Test.createTestingModule({}).compile()
  app = module.createNestApplication()
  await app.init()
})
afterAll(() => app.close())`,
  },
] as const

test.each(cases)('flags $title', ({ rule, filename, leaky }) => {
  expect(lintExample(rule, leaky, filename)).toHaveLength(1)
})

test.each(cases)('leaves alone what is repaired of $title', ({ rule, filename, clean }) => {
  expect(lintExample(rule, clean, filename)).toEqual([])
})
