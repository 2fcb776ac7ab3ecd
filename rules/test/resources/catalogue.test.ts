import { isBuiltin } from 'node:module'
import { expect, test } from 'vitest'
import { resources } from '../../src/resources/catalogue.ts'
import type { Acquire, Release } from '../../src/resources/resource.ts'

const ids = resources.map(({ id }) => id)

/** The ids of the resources of which `isOdd` holds. */
function odd(isOdd: (resource: (typeof resources)[number]) => boolean): string[] {
  return resources.filter(isOdd).map(({ id }) => id)
}

test('each resource has an id of its own', () => {
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test('each resource can be acquired, and no two are acquired in the same way', () => {
  expect(odd(({ acquire }) => acquire.length === 0)).toEqual([])
  const ways = resources.flatMap(({ acquire, from }) => acquire.flatMap((way) => keysOf(way, from)))
  expect(ways.filter((way, index) => ways.indexOf(way) !== index)).toEqual([])
})

test('a method belongs to a resource that is known', () => {
  const parents = resources.flatMap(({ acquire }) =>
    acquire.flatMap((way) => (way.by === 'method' ? [way.of] : [])),
  )
  expect(parents.filter((of) => !ids.includes(of))).toEqual([])
})

test('what need not be released only makes other resources', () => {
  const makers = new Set(
    resources.flatMap(({ acquire }) => acquire.flatMap((way) => (way.by === 'method' ? [way.of] : []))),
  )
  expect(odd(({ id, release }) => release.length === 0 && !makers.has(id))).toEqual([])
})

test('each way to release names one method, function, call or parameter', () => {
  const count = (way: Release) =>
    [way.method, way.function, way.moduleCall, way.callbackParameter].filter((part) => part !== undefined)
      .length
  expect(odd(({ release }) => release.some((way) => count(way) !== 1))).toEqual([])
})

test('specifiers carry no `node:`, and those of Node are its modules', () => {
  const specifiers = resources.flatMap(({ acquire, from }) => [
    ...from,
    ...acquire.flatMap((way) => way.from ?? []),
  ])
  expect(specifiers.filter((specifier) => specifier.startsWith('node:'))).toEqual([])
  const ofNode = resources
    .filter(({ id }) => isBuiltin(id.split('.', 1)[0] ?? ''))
    .flatMap(({ from }) => from)
  expect(ofNode.filter((specifier) => !isBuiltin(specifier)).sort()).toEqual(OUTSIDE_NODE)
})

// Globals, and packages that share a record with a module of Node or its name.
const OUTSIDE_NODE = ['globalThis', 'globalThis']

test('what ends with its parent has one', () => {
  const exceptions = ['socket.io.Server']
  const isOrphan = (ways: readonly Acquire[]) => !ways.some(({ by }) => by === 'method')
  expect(odd(({ ends, acquire }) => ends === 'with-parent' && isOrphan(acquire))).toEqual(exceptions)
})

test('what only one program or engine may have is a client, pool, agent, connection or engine', () => {
  const kinds = new Set(
    resources.filter(({ shared, engine }) => shared === true || engine === true).map(({ kind }) => kind),
  )
  expect([...kinds].sort()).toEqual(['agent', 'client', 'connection', 'engine', 'pool', 'worker'])
})

function keysOf(way: Acquire, from: readonly string[]): string[] {
  if (way.by === 'method') return [`${way.of}.${way.method}()`]
  return (way.from ?? from).map((specifier) => `${way.by} ${specifier}#${way.export}`)
}
