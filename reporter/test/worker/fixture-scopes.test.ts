import { setImmediate as turn } from 'node:timers/promises'
import { ScopeContext } from '@watertight/probe/ledger'
import { describe, expect, test, vi } from 'vitest'
import { FixtureScopes } from '../../src/worker/fixture-scopes.ts'
import type { Runtime } from '../../src/worker/runtime.ts'
import { fileScope } from './made.ts'

type Fixture = (...args: unknown[]) => unknown

const { file, test: testScope } = fileScope()
const context = new ScopeContext(file)
const inTest = testScope('uses it first')

describe.each([
  [
    'an object of fixtures',
    (fixture: Fixture, options?: object) => [{ db: options ? [fixture, options] : fixture }],
    fromObject,
  ],
  ['a name', (fixture: Fixture, options?: object) => ['db', options ?? {}, fixture], fromName],
])('given %s', (_, argumentsOf, fixtureIn) => {
  test.each([
    ['worker', 'the worker'],
    ['file', 'the file'],
    ['test', 'the test'],
  ])('a fixture of %s scope belongs to %s', async (scope, owner) => {
    const { fixtures, extend, given } = patched()
    extend(...argumentsOf(whose, { scope }))
    const made = await context.run(inTest, () => fixtureIn(given())())
    expect(made).toBe({ 'the worker': fixtures.worker, 'the file': file, 'the test': inTest }[owner])
  })

  test('a fixture without options is left as it is', () => {
    const { extend, given } = patched()
    extend(...argumentsOf(whose))
    expect(fixtureIn(given())).toBe(whose)
  })

  test('the source of a scoped fixture reads as before: Vitest takes the names of its fixtures from there', () => {
    const { extend, given } = patched()
    const fixture = ({ page }: { page: unknown }) => page
    extend(...argumentsOf(fixture as Fixture, { scope: 'file' }))
    expect(fixtureIn(given()).toString()).toBe(fixture.toString())
  })
})

test('a test that was extended scopes its fixtures in turn, and is wrapped once', async () => {
  const { fixtures, api } = patched()
  fixtures.patch(api)
  const extended = api.extend({ a: whose }) as typeof api
  extended.extend({ db: [whose, { scope: 'worker' }] })
  const given = api.received.at(-1) as [{ db: [Fixture] }]
  expect(await given[0].db[0]()).toBe(fixtures.worker)
  expect(api.received).toHaveLength(2)
})

test('worker fixtures are waited for until all are torn down, those that fail included', async () => {
  const { fixtures, extend, given } = patched()
  expect(fixtures.used).toBe(false)
  const steps: string[] = []
  const tearsDown = async () => {
    await turn()
    steps.push('torn down')
  }
  extend({ db: [tearsDown, { scope: 'worker' }] })
  void fromObject(given())()
  extend({ db: [() => Promise.reject(new Error('no database')), { scope: 'worker' }] })
  await expect(fromObject(given())()).rejects.toThrow('no database')
  expect(fixtures.used).toBe(true)
  await fixtures.finished()
  expect(steps).toEqual(['torn down'])
})

test('values that are no functions, and arguments of another shape, pass as they are', () => {
  const { extend, given } = patched()
  const list = [1, 2]
  extend({ port: 8080, list, name: ['api', { injected: true }] })
  expect(given()).toEqual([{ port: 8080, list, name: ['api', { injected: true }] }])
  extend('port', 8080)
  expect(given()).toEqual(['port', 8080])
  extend(undefined)
  expect(given()).toEqual([undefined])
})

async function whose(): Promise<unknown> {
  await turn()
  return context.current().scope
}

function patched() {
  const runtime = { context, fileScope: file } as unknown as Runtime
  const fixtures = new FixtureScopes(runtime)
  const received: unknown[][] = []
  const make = () => ({
    received,
    extend: vi.fn((...args: unknown[]): unknown => {
      received.push(args)
      return make()
    }) as Fixture,
  })
  const api = make()
  fixtures.patch(api)
  return { fixtures, api, extend: api.extend, given: () => received.at(-1) ?? [] }
}

function fromObject(args: readonly unknown[]): Fixture {
  const [{ db }] = args as [{ db: Fixture | [Fixture] }]
  return Array.isArray(db) ? db[0] : db
}

function fromName(args: readonly unknown[]): Fixture {
  return args[2] as Fixture
}
