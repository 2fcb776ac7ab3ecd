import { isFunction } from './expressions.ts'
import type { Node } from './model.ts'
import { positionOf } from './position.ts'
import type { SourceFile } from './source-file.ts'
import { keyOf, keysOfTest, type Key } from './guards/keys.ts'
import { keysAssignedIn, keysOfStores } from './guards/stores.ts'

/** Earlier statements of a block that are looked at for an early return. */
const MAX_STATEMENTS = 50

type Test = readonly [test: Node, isPresent: boolean]

/**
 * What keeps a place from running twice: the names, tested first and filled then, that make it run once as long as
 * they live. `if (!pool) pool = new Pool()`, `pool ??= new Pool()`, `if (cache.has(key)) return …;
 * cache.set(key, new Client())`. Storing without reading back keeps nothing.
 */
export function guardsOf(file: SourceFile, node: Node): readonly Key[] {
  const guards: Key[] = []
  for (let inner = node; inner.parent && !isFunction(inner.parent); inner = inner.parent) {
    guards.push(
      ...keyOfAssignment(inner),
      ...testsAt(inner).flatMap((test) => keysOfGuard(file, node, inner, test)),
    )
  }
  return guards
}

/** `pool ??= …` tests and fills at once. */
function keyOfAssignment(value: Node): readonly Key[] {
  const { parent } = value
  if (parent?.type !== 'AssignmentExpression' || parent.right !== value) return []
  const key = parent.operator === '??=' || parent.operator === '||=' ? keyOf(parent.left) : null
  return key === null ? [] : [key]
}

function keysOfGuard(file: SourceFile, node: Node, inner: Node, [test, isPresent]: Test): readonly Key[] {
  const tested = keysOfTest(file, test, isPresent)
  if (tested.length === 0) return []
  const filled = [...keysOfStores(file, node), ...keysAssignedAround(node, inner)]
  return filled.filter(({ text }) => tested.some((other) => other.text === text))
}

/** What is assigned beside a node, in the blocks around it up to that of the test. */
function keysAssignedAround(node: Node, last: Node): readonly Key[] {
  const keys: Key[] = []
  for (let inner = node; inner.parent; inner = inner.parent) {
    if (inner.parent.type === 'BlockStatement') keys.push(...keysAssignedIn(inner.parent))
    if (inner === last) break
  }
  return keys
}

/** The conditions that must hold right around a node: each with whether what is tested is there or absent then. */
function testsAt(inner: Node): readonly Test[] {
  const { parent } = inner
  switch (parent?.type) {
    case 'LogicalExpression':
      return parent.right === inner ? [[parent.left, parent.operator !== '&&']] : []
    case 'ConditionalExpression':
    case 'IfStatement':
      if (parent.test === inner) return []
      return [[parent.test, parent.alternate === inner]]
    case 'BlockStatement':
      return earlyReturns(parent.body, inner).map((test) => [test, true] as const)
    default:
      return []
  }
}

function earlyReturns(statements: readonly Node[], before: Node): readonly Node[] {
  const index = positionOf(before, statements)
  return statements
    .slice(Math.max(0, index - MAX_STATEMENTS), index)
    .flatMap((statement) =>
      statement.type === 'IfStatement' && isLeft(statement.consequent) ? [statement.test] : [],
    )
}

function isLeft(statement: Node): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement'
}
