import { expect, test } from 'vitest'
import type { Node } from '../../src/analysis/model.ts'
import { effortFor } from '../../src/analysis/paths.ts'
import { exitsIn } from './exits-in.ts'

/** More than a parser takes with the usual stack, so that the tree is made longer after it was parsed. */
const LONG = 5000

test('follows an else-if chain of thousands', () => {
  const lengthen = grow('IfStatement', 'alternate')
  expect(exitsIn('function f(x) { const c = open(); if (x) work(); c.close() }', 'calls', lengthen)).toEqual([
    'throw: work()',
  ])
  expect(exitsIn('function f(x) { const c = open(); if (x) work() }', 'awaits', lengthen)).toEqual(['end'])
  expect(exitsIn('function f(x) { const c = open(); if (x) work(); c.close() }', 'awaits', lengthen)).toEqual(
    [],
  )
})

test('follows a sum of thousands', () => {
  const lengthen = grow('BinaryExpression', 'left')
  expect(exitsIn('function f(x) { const c = open(); x + x }', 'awaits', lengthen)).toEqual(['end'])
  expect(exitsIn('function f(x) { const c = open(); x + x; c.close() }', 'awaits', lengthen)).toEqual([])
})

test('follows a condition of thousands', () => {
  const lengthen = grow('LogicalExpression', 'left')
  const leaky = 'function f(x) { const c = open(); if (x && x) return 1; c.close() }'
  expect(exitsIn(leaky, 'awaits', lengthen)).toEqual(['return: return 1'])
  const clean = 'function f(x) { const c = open(); if (x && x) log(); c.close() }'
  expect(exitsIn(clean, 'awaits', lengthen)).toEqual([])
})

test('says nothing of code that is nested beyond measure', () => {
  const lengthen = grow('MemberExpression', 'object')
  expect(exitsIn('function f(x) { const c = open(); x.y }')).toEqual(['end'])
  expect(exitsIn('function f(x) { const c = open(); x.y }', 'awaits', lengthen)).toEqual([])
})

test.each([
  ['loops', 'for (const x of xs) {', '}'],
  ['endless loops', 'while (x) {', '}'],
  ['finally blocks', 'try { await work() } finally {', '}'],
  ['try blocks', 'try {', '} finally { await last() }'],
  ['catch blocks', 'try { await work() } catch {', '}'],
  ['switches', 'switch (x) { case 1: log(); default:', '}'],
])('takes no longer for %s in each other than for what they hold', (_name, begin, end) => {
  const nested = (inner: string) =>
    `async function f(x, xs) { let c; ${begin.repeat(60)} ${inner} ${end.repeat(60)} }`
  expect(exitsIn(nested('c = open(); c.close()'))).toEqual([])
  expect(exitsIn(nested('c = open(); c.work()'))).not.toEqual([])
})

test('says nothing where the effort that a file may take is used up', () => {
  const code = 'async function f() { const c = open(); await c.work(); c.close() }'
  expect(exitsIn(code)).toEqual(['throw: await c.work()'])
  expect(exitsIn(code, 'awaits', undefined, { left: 3 })).toEqual([])
})

test('gives a long file more effort, and a short one enough', () => {
  const effortOf = (length: number) => effortFor({ text: 'x'.repeat(length) }).left
  expect(effortOf(2_000_000)).toBe(2 * effortOf(1_000_000))
  expect(effortOf(10)).toBe(effortOf(1000))
})

/** Puts thousands of copies of the only node of a type into each other. */
function grow(type: string, key: 'alternate' | 'left' | 'object') {
  return (nodes: readonly Node[]) => {
    const first = nodes.find((node) => (node.type as string) === type)
    if (first === undefined) throw new Error(`Expected a node of type ${type}`)
    const seed = { ...first }
    let outer: Node = first
    for (let count = 0; count < LONG; count++) {
      const copy = { ...seed, parent: outer } as Node
      Object.assign(outer, { [key]: copy })
      outer = copy
    }
  }
}
