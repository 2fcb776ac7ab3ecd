import rule from '../../src/rules/no-sleep-in-teardown.ts'
import { testRule } from '../rule-tester.ts'

const filename = 'test/users.test.js'
const sleep = (code: string) => ({ code, filename, errors: [{ messageId: 'sleep' }] })
const clean = (code: string) => ({ code, filename })

testRule('no-sleep-in-teardown', rule, {
  valid: [
    clean(`afterEach(() => server.close())`),
    clean(`afterEach(async () => { await once(server, 'close') })`),
    clean(`test('a', async () => { await sleep(100) })`),
    clean(`beforeEach(async () => { await sleep(100) })`),
    clean(`afterEach(async () => { while (server.listening) await sleep(10) })`),
    clean(
      `afterEach(async () => { for (let i = 0; i < 9; i++) { await new Promise((r) => setTimeout(r, 10)) } })`,
    ),
    clean(`afterEach(async () => { await new Promise((resolve) => setImmediate(resolve)) })`),
    clean(`afterEach(async () => { await new Promise((resolve) => setTimeout(resolve, 0)) })`),
    clean(`afterEach(async () => { await new Promise((resolve) => setTimeout(resolve)) })`),
    clean(`afterEach(() => { setTimeout(() => server.close(), 10) })`),
    clean(`afterEach(async () => { await wait(server) })`),
    clean(`afterEach(async () => { await waitFor(() => expect(server.listening).toBe(false)) })`),
    clean(`afterEach(async () => { sleep(10) })`),
    {
      name: 'leaves sleeps alone that are no test’s',
      code: `export async function stop() { try { await work() } finally { await sleep(10) } }`,
      filename: 'src/stop.js',
    },
  ],
  invalid: [
    sleep(`afterEach(async () => { await sleep(100) })`),
    sleep(`afterEach(() => sleep(100))`),
    sleep(`afterEach(() => { return delay(100) })`),
    sleep(`afterAll(async () => { await new Promise((resolve) => setTimeout(resolve, 100)) })`),
    sleep(`afterAll(async () => { await new Promise((resolve) => { setTimeout(() => resolve(), 100) }) })`),
    sleep(`afterAll(async () => { await new Promise(function (resolve) { setTimeout(resolve, WAIT) }) })`),
    sleep(`afterAll((done) => { setTimeout(done, 100) })`),
    sleep(`after((done) => { server.close(); setTimeout(() => done(), 100) })`),
    sleep(
      `import { setTimeout } from 'node:timers/promises'; afterEach(async () => { await setTimeout(50) })`,
    ),
    sleep(
      `import { setTimeout as nap } from 'node:timers/promises'; afterEach(async () => { await nap(ms) })`,
    ),
    sleep(`import pauseFor from 'delay'; afterEach(async () => { await pauseFor(ms) })`),
    sleep(`afterEach(async () => { await wait(500) })`),
    sleep(`afterEach(async () => { await page.waitForTimeout(500) })`),
    sleep(`afterEach(async () => { await Bun.sleep(500) })`),
    sleep(`import { test } from 'node:test'; test('a', (t) => { t.after(async () => { await sleep(10) }) })`),
    sleep(`import { onTestFinished } from 'vitest'; test('a', () => { onTestFinished(() => sleep(10)) })`),
    sleep(`test('a', async () => { try { await work() } finally { server.close(); await sleep(10) } })`),
    sleep(
      `import { test as base } from 'vitest'; export const test = base.extend({ db: async ({}, use) => { const db = open(); await use(db); db.close(); await sleep(10) } })`,
    ),
  ],
})
