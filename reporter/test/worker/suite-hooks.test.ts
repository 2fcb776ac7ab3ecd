import { setImmediate as turn } from 'node:timers/promises'
import { ScopeContext } from '@watertight/probe/ledger'
import { expect, test, vi } from 'vitest'
import { scopeSuiteHooks } from '../../src/worker/suite-hooks.ts'
import type { SuiteHooks } from '../../src/worker/suite-hooks.ts'
import { fileScope } from './made.ts'

type Hook = SuiteHooks['afterAll'][number]

test.each(['beforeAll', 'afterAll'] as const)(
  '%s runs in the scope of its suite, to its end',
  async (name) => {
    const { hooks, scope, current } = suiteWith({
      [name]: [
        async () => {
          await turn()
          return current()
        },
      ],
    })
    expect(await hooks[name][0]?.()).toBe(scope)
    expect(current()).not.toBe(scope)
  },
)

test('what beforeAll returns runs in the scope of the suite too, and begins its teardown', async () => {
  const { hooks, scope, current } = suiteWith({ beforeAll: [() => () => current()] })
  const cleanup = (await hooks.beforeAll[0]?.()) as Hook
  expect(scope.teardownBeganAtMs).toBeNull()
  expect(cleanup()).toBe(scope)
  expect(scope.teardownBeganAtMs).not.toBeNull()
})

test('what else beforeAll returns stays as it is', async () => {
  const { hooks } = suiteWith({ beforeAll: [() => 'value', () => Promise.resolve(undefined)] })
  expect(await Promise.all(hooks.beforeAll.map((hook) => hook()))).toEqual(['value', undefined])
})

test('the teardown of a suite begins with its first hook', () => {
  const { hooks, scope } = suiteWith({ afterAll: [() => undefined, () => undefined] })
  hooks.afterAll[0]?.()
  const began = scope.teardownBeganAtMs
  hooks.afterAll[1]?.()
  expect(began).toBeTypeOf('number')
  expect(scope.teardownBeganAtMs).toBe(began)
})

test('aroundAll, and the suite that it runs, run in the scope of the suite', async () => {
  const seen: unknown[] = []
  const { hooks, scope, current } = suiteWith({
    aroundAll: [
      async (runSuite) => {
        seen.push(current())
        await (runSuite as Hook)()
        seen.push(current())
      },
    ],
  })
  await hooks.aroundAll?.[0]?.(() => seen.push(current()))
  expect(seen).toEqual([scope, scope, scope])
})

test('a Vitest without aroundAll is no problem', () => {
  const { hooks } = suiteWith({})
  expect(hooks).not.toHaveProperty('aroundAll')
})

test('hooks get the arguments that Vitest passes, and keep the properties that it put on them', async () => {
  const TIMEOUT = Symbol('timeout')
  const hook = Object.assign(vi.fn(), { [TIMEOUT]: 5000, stack: 'here' })
  const { hooks } = suiteWith({ beforeAll: [hook], afterAll: [hook], aroundAll: [hook] })
  for (const scoped of [hooks.beforeAll[0], hooks.afterAll[0], hooks.aroundAll?.[0]]) {
    expect(scoped).not.toBe(hook)
    expect(Object.assign({}, scoped)).toMatchObject({ [TIMEOUT]: 5000, stack: 'here' })
    await scoped?.('suite', 'context')
  }
  expect(hook.mock.calls.map((args: unknown[]) => args.slice(1))).toEqual([
    ['context'],
    ['context'],
    ['context'],
  ])
})

test('a hook that fails fails as before', async () => {
  const fails = () => {
    throw new Error('no database')
  }
  const { hooks } = suiteWith({ beforeAll: [fails], afterAll: [fails] })
  await expect(hooks.beforeAll[0]?.()).rejects.toThrow('no database')
  expect(() => hooks.afterAll[0]?.()).toThrow('no database')
})

function suiteWith(given: Partial<SuiteHooks>) {
  const { file, suite } = fileScope()
  const context = new ScopeContext(file)
  const scope = suite('users')
  const hooks: SuiteHooks = { beforeAll: [], afterAll: [], ...given }
  scopeSuiteHooks(hooks, scope, context)
  return { hooks, scope, current: () => context.current().scope }
}
