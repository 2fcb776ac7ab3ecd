import { expect, test } from 'vitest'
import { analyseCode } from './analyse-code.ts'
import { hereIn } from './place-here.ts'

/** The test place around `HERE()`, as `type name`, with ` of <scope>` and ` in <suite>`; `none` outside of all. */
function testPlaceHere(code: string, filename = 'src/code.ts'): string {
  const analysis = analyseCode(code, filename)
  const place = analysis.tests.testPlaceOf(hereIn(analysis))
  if (place === null) return 'none'
  const [title] = place.suite?.arguments ?? []
  const suite = title?.type === 'Literal' ? ` in ${String(title.value)}` : ''
  return `${place.type} ${place.name}${place.scope === undefined ? '' : ` of ${place.scope}`}${suite}`
}

const VITEST = `import { test, it, describe, beforeEach, beforeAll, afterEach, afterAll, onTestFinished, aroundEach } from 'vitest';`
const NODE = `import test, { describe, it, before, after, beforeEach } from 'node:test';`

const places: readonly (readonly [code: string, expected: string])[] = [
  [`${VITEST} test('a', () => { HERE() })`, 'test test'],
  [`${VITEST} test('a', { timeout: 1 }, async () => { HERE() })`, 'test test'],
  [`${VITEST} it.skip('a', () => { HERE() }, 1000)`, 'test it.skip'],
  [`${VITEST} test.concurrent.only('a', () => { HERE() })`, 'test test.concurrent.only'],
  [`${VITEST} test.each([1])('a', () => { HERE() })`, 'test test.each'],
  ['import { it } from "vitest"; it.each`a|b`("a", () => { HERE() })', 'test it.each'],
  [`${VITEST} test.for([1])('a', () => { HERE() })`, 'test test.for'],
  [`${VITEST} test.skipIf(slow)('a', () => { HERE() })`, 'test test.skipIf'],
  [`${VITEST} test('a', body); function body() { HERE() }`, 'test test'],
  [`${VITEST} test('a', withDb(async (db) => { HERE() }))`, 'test test'],
  [`${VITEST} test('a', () => { list.forEach(() => { HERE() }) })`, 'test test'],
  [`${VITEST} describe('s', () => { test('a', () => { HERE() }) })`, 'test test in s'],
  [`${VITEST} describe('s', () => { beforeEach(() => { HERE() }) })`, 'before-each beforeEach in s'],
  [
    `${VITEST} describe('s', () => { describe('t', () => { afterAll(() => { HERE() }) }) })`,
    'after-all afterAll in t',
  ],
  [`${VITEST} describe('s', () => { HERE() })`, 'none'],
  [`${VITEST} describe.each([1])('s', () => { beforeAll(() => { HERE() }) })`, 'before-all beforeAll in s'],
  [`${VITEST} beforeEach(setup); async function setup() { HERE() }`, 'before-each beforeEach'],
  [`${VITEST} beforeEach(() => { open(); return () => { HERE() } })`, 'after-each beforeEach'],
  [`${VITEST} beforeAll(() => () => HERE())`, 'after-all beforeAll'],
  [`${VITEST} test('a', () => { onTestFinished(() => { HERE() }) })`, 'after-each onTestFinished'],
  [
    `${VITEST} test('a', ({ onTestFinished }) => { onTestFinished(() => { HERE() }) })`,
    'after-each onTestFinished',
  ],
  [
    `${VITEST} test('a', (context) => { context.onTestFinished(() => { HERE() }) })`,
    'after-each context.onTestFinished',
  ],
  [`${VITEST} aroundEach(async (run) => { HERE(); await run() })`, 'around aroundEach'],
  [`import * as v from 'vitest'; v.test('a', () => { HERE() })`, 'test v.test'],
  [`import { test as base } from 'vitest'; base('a', () => { HERE() })`, 'test base'],
  [`const { test } = require('@jest/globals'); test('a', () => { HERE() })`, 'test test'],
  [`beforeEach(() => { HERE() })`, 'before-each beforeEach'],
  [`describe('s', function () { before(function () { HERE() }) })`, 'before-all before in s'],
  [`context('s', () => { specify('a', () => { HERE() }) })`, 'test specify in s'],
  [`suite('s', () => { setup(() => { HERE() }); teardown(f) })`, 'before-each setup in s'],
  [`const test = mine; test('a', () => { HERE() })`, 'none'],
  [`function setup(f) {} setup(() => { HERE() })`, 'none'],
  [`import { before } from 'mocha'; before(() => { HERE() })`, 'before-all before'],
  [`${NODE} test('a', async (t) => { HERE() })`, 'test test'],
  [`${NODE} test('a', async (t) => { t.after(() => HERE()) })`, 'after-each t.after'],
  [`${NODE} test('a', async (t) => { await t.test('b', () => { HERE() }) })`, 'test t.test in a'],
  [`${NODE} test('a', async (t) => { t.beforeEach(() => { HERE() }) })`, 'before-each t.beforeEach in a'],
  [
    `${NODE} test('a', (t) => { t.test('b', (t) => { t.after(() => { HERE() }) }) })`,
    'after-each t.after in a',
  ],
  [`${NODE} before(async (t) => { t.after(() => { HERE() }) })`, 'after-all t.after'],
  [`${NODE} test.before(() => { HERE() })`, 'before-all test.before'],
  [`${NODE} function open(t) { t.after(() => { HERE() }) }`, 'after-each t.after'],
  [`${NODE} after(() => { HERE() })`, 'after-all after'],
  [`import test from 'ava'; test('a', (t) => { t.teardown(() => { HERE() }) })`, 'after-each t.teardown'],
  [`import test from 'ava'; test.after.always(() => { HERE() })`, 'after-all test.after.always'],
  [`import test from 'ava'; test.serial('a', (t) => { HERE() })`, 'test test.serial'],
  [
    `import t from 'tap'; t.test('a', async (t) => { t.teardown(() => { HERE() }) })`,
    'after-each t.teardown',
  ],
  [
    `const { test } = require('tap'); test('a', (t) => { t.test('b', (t) => { HERE() }) })`,
    'test t.test in a',
  ],
  [`import { test } from 'bun:test'; test('a', () => { HERE() })`, 'test test'],
  [`Deno.test('a', () => { HERE() })`, 'test Deno.test'],
  [`Deno.test({ name: 'a', fn() { HERE() } })`, 'test Deno.test'],
  [
    `import { test } from '@playwright/test'; test.beforeAll(async () => { HERE() })`,
    'before-all test.beforeAll',
  ],
  [
    `import { test } from '@playwright/test'; test.describe('s', () => { test('a', () => { HERE() }) })`,
    'test test in s',
  ],
  [
    `import { test } from '@playwright/test'; test('a', async () => { await test.step('b', () => { HERE() }) })`,
    'test test',
  ],
  [`import { test } from './fixtures'; test('a', ({ db }) => { HERE() })`, 'test test'],
  [`import { test } from './fixtures'; test(() => { HERE() })`, 'none'],
  [`import { dbTest } from './fixtures'; dbTest('a', ({ db }) => { HERE() })`, 'test dbTest'],
  [`import { test } from 'lodash'; test(1, () => { HERE() })`, 'none'],
  [`import { test } from 'vitest'; function withDb(name, run) { HERE(); test(name, run) }`, 'none'],
  [`import { after } from 'lodash'; after(count, () => { HERE() })`, 'none'],
  [`import { after } from './runner'; after(() => { HERE() })`, 'after-all after'],
  [`${VITEST} const dbTest = test.extend({}); dbTest('a', ({ db }) => { HERE() })`, 'test dbTest'],
  [
    `${VITEST} const t2 = test.extend({ db: async ({}, use) => { HERE(); await use(1) } })`,
    'fixture db of test',
  ],
  [
    `${VITEST} const t2 = test.extend({ db: [async ({}, use) => { HERE() }, { scope: 'worker' }] })`,
    'fixture db of worker',
  ],
  [
    `${VITEST} const t2 = test.extend({ db: [async ({}, use) => { HERE() }, { auto: true }] })`,
    'fixture db of test',
  ],
  [`${VITEST} const t2 = test.extend({ async db({}, use) { HERE() } })`, 'fixture db of test'],
  [`${VITEST} const t2 = test.extend({ db }); async function db({}, use) { HERE() }`, 'fixture db of test'],
  [
    `${VITEST} const t2 = test.extend({}).extend({ db: async ({}, use) => { HERE() } })`,
    'fixture db of test',
  ],
  [
    `${VITEST} const t2 = test.extend('db', { scope: 'file' }, async ({}, { onCleanup }) => { HERE() })`,
    'fixture db of file',
  ],
  [
    `${VITEST} const t2 = test.extend('db', async ({}, { onCleanup }) => { onCleanup(() => HERE()) })`,
    'after-each onCleanup',
  ],
  [
    `${VITEST} const t2 = test.extend('db', { scope: 'file' }, async ({}, { onCleanup }) => { onCleanup(() => HERE()) })`,
    'after-all onCleanup',
  ],
  [`function check(t) { t('key', () => { HERE() }) }`, 'none'],
  [`HERE()`, 'none'],
]

for (const [code, expected] of places) {
  test(`${code} stands in: ${expected}`, () => {
    expect(testPlaceHere(code)).toBe(expected)
  })
}

/** The teardowns that run after the place of `HERE()`. */
function teardownsAfterHere(code: string): readonly string[] {
  const analysis = analyseCode(code, 'test/a.test.ts')
  const place = analysis.tests.testPlaceOf(hereIn(analysis))
  if (place === null) throw new Error('Expected HERE() to stand in a test.')
  return analysis.tests.afterHooksVisibleFrom(place).map(({ name }) => name)
}

const teardowns: readonly (readonly [title: string, code: string, expected: readonly string[]])[] = [
  [
    'those of the file',
    `${VITEST} beforeAll(() => { HERE() }); afterAll(close); afterEach(() => {}); function close() {}`,
    ['afterAll', 'afterEach'],
  ],
  [
    'those of its suite and of all around it, not those of a neighbour',
    `${VITEST} afterAll(() => {}); describe('s', () => { afterEach(() => {}); test('a', () => { HERE() }) }); describe('t', () => { aroundEach(() => {}); afterEach.skip(() => {}) })`,
    ['afterEach', 'afterAll'],
  ],
  [
    'its own, not those of another test',
    `${VITEST} test('a', () => { HERE(); onTestFinished(() => {}) }); test('b', ({ onTestFinished: o, onTestFailed }) => { onTestFailed(() => {}) })`,
    ['onTestFinished'],
  ],
  [
    'none that runs only when the test fails',
    `${VITEST} test('a', ({ onTestFailed }) => { HERE(); onTestFailed(() => {}) })`,
    [],
  ],
  ['what a hook returns', `${VITEST} beforeEach(() => { HERE(); return () => {} })`, ['beforeEach']],
  [
    'those of the tests around a subtest',
    `${NODE} after(() => {}); test('a', (t) => { t.after(() => {}); t.afterEach(() => {}); t.test('b', (t) => { HERE(); t.after(() => {}) }) })`,
    ['t.after', 't.afterEach', 't.after', 'after'],
  ],
  ['globals', `afterEach(() => {}); beforeEach(() => { HERE() })`, ['afterEach']],
  [
    'hooks of an extended test',
    `${VITEST} const t2 = test.extend({}); t2.afterEach(() => {}); t2.beforeEach(() => { HERE() })`,
    ['t2.afterEach'],
  ],
]

for (const [title, code, expected] of teardowns) {
  test(`finds the teardowns after a place: ${title}`, () => {
    expect(teardownsAfterHere(code)).toEqual(expected)
  })
}

test('lists the hooks of a suite, and of none', () => {
  const { tests } = analyseCode(
    `${VITEST} beforeAll(() => {}); describe('s', () => { HERE(); afterEach(() => {}) })`,
  )
  expect(tests.hooksFor(null).map(({ name }) => name)).toEqual(['beforeAll'])
})

const files: readonly (readonly [code: string, filename: string, isTestFile: boolean])[] = [
  [``, 'test/a.ts', true],
  [``, 'src/a.spec.ts', true],
  [`import { it } from 'vitest'`, 'src/a.ts', true],
  [`const test = require('node:test')`, 'src/a.js', true],
  [`describe('a', () => {})`, 'src/a.js', true],
  [`import type { Test } from 'vitest'`, 'src/a.ts', false],
  [`export const test = 1; it`, 'src/a.ts', false],
  [`export function before() {}`, 'src/a.ts', false],
]

for (const [code, filename, isTestFile] of files) {
  test(`says that ${filename} with ${code || 'nothing'} is ${isTestFile ? 'a test file' : 'none'}`, () => {
    expect(analyseCode(code, filename).tests.isTestFile).toBe(isTestFile)
  })
}
