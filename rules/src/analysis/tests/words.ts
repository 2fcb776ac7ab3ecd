import type { TestPlace } from '../model.ts'

/** What a function of a test runner does with its callback. `step`: calls it on the spot. */
export type TestRole = TestPlace['type'] | 'suite' | 'extend' | 'step'

/** Modules, without `node:`, whose exports define tests; the module itself, or its default, is `test`. */
export const TEST_MODULES: ReadonlySet<string> = new Set([
  'vitest',
  '@jest/globals',
  'test',
  'mocha',
  '@playwright/test',
  '@playwright/experimental-ct-react',
  '@playwright/experimental-ct-vue',
  'playwright/test',
  'bun:test',
  'tap',
  '@tapjs/core',
  'tape',
  'ava',
  'uvu',
  'jasmine',
  '@std/testing/bdd',
  'jsr:@std/testing/bdd',
])

/** The words of all runners at once: none of them means two things. */
export const ROLES: ReadonlyMap<string, TestRole> = new Map<string, TestRole>([
  ...roles('test', 'test it specify fit xit xtest ftest'),
  ...roles('suite', 'describe suite context fdescribe xdescribe'),
  ...roles('before-each', 'beforeEach setup'),
  ...roles('before-all', 'beforeAll before suiteSetup'),
  ...roles('after-each', 'afterEach teardown onTestFinished onTestFailed onCleanup'),
  ...roles('after-all', 'afterAll after suiteTeardown'),
  ...roles('around', 'aroundEach aroundAll'),
  ...roles('extend', 'extend'),
  ...roles('step', 'step'),
])

/** Of the hooks, those that belong to the one test, hook or fixture that they are called in. */
export const OWN_CLEAN_UPS: ReadonlySet<string> = new Set([
  'onTestFinished',
  'onTestFailed',
  'onCleanup',
  'after',
  'teardown',
])

/** Words that leave a role as it is: `test.skip`, `describe.each(…)`. `()` stands for a call. */
const MODIFIERS: ReadonlySet<string> = new Set(
  '() skip only concurrent sequential shuffle todo fails fail failing each for skipIf runIf serial parallel fixme slow always override scoped'.split(
    ' ',
  ),
)

/** uvu's `test.before.each`. */
const EACH: ReadonlyMap<TestRole | null, TestRole> = new Map<TestRole | null, TestRole>([
  ['before-all', 'before-each'],
  ['after-all', 'after-each'],
])

/** What `test.skip.each()` and the like do, word by word; null for what is no function of a test runner. */
export function roleOfWords(words: readonly string[]): TestRole | null {
  if (words.length === 0) return 'test'
  let role: TestRole | null = null
  for (const word of words) {
    // A call of `extend` gives a new `test`.
    if (word === '()' && role === 'extend') role = 'test'
    else if (word === 'each') role = EACH.get(role) ?? role
    else if (!MODIFIERS.has(word)) role = ROLES.get(word) ?? null
    // ava's `test.serial`, where `test` is the module itself.
    else role ??= 'test'
    if (role === null) return null
  }
  return role
}

function roles(role: TestRole, words: string): [string, TestRole][] {
  return words.split(' ').map((word) => [word, role])
}
