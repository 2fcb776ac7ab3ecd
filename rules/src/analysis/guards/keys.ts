import type { TSESTree } from '@typescript-eslint/utils'
import { nameOfProperty, stringOf, unwrap } from '../expressions.ts'
import type { Node } from '../model.ts'
import type { SourceFile } from '../source-file.ts'

/** A place that a value is kept in, compared by its text; all entries of a collection are one. */
export interface Key {
  /** `pool`, `this.pool`, `globalThis.db`, `cache[]`. */
  readonly text: string
  /** Where its life hangs: a name or `this`. */
  readonly root: TSESTree.Identifier | TSESTree.ThisExpression
}

const READERS = new Set(['get', 'has', 'peek'])
const EQUALITY: ReadonlyMap<string, boolean> = new Map([
  ['==', true],
  ['===', true],
  ['!=', false],
  ['!==', false],
])

/** The key that an expression reads or writes; null for what is no lasting place. */
export function keyOf(expression: Node): Key | null {
  const node = unwrap(expression)
  if (node.type === 'Identifier') return { text: node.name, root: node }
  if (node.type === 'ThisExpression') return { text: 'this', root: node }
  if (node.type === 'MemberExpression') {
    const object = keyOf(node.object)
    const name = nameOfProperty(node)
    return object && { ...object, text: name === null ? `${object.text}[]` : `${object.text}.${name}` }
  }
  if (node.type === 'AwaitExpression') return keyOf(node.argument)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null
  return READERS.has(nameOfProperty(node.callee) ?? '') ? entryOf(node.callee.object) : null
}

/** Any entry of a collection. */
export function entryOf(collection: Node): Key | null {
  const key = keyOf(collection)
  return key && { ...key, text: `${key.text}[]` }
}

/** What a condition finds to be there, or, with `isPresent` false, to be absent. */
export function keysOfTest(file: SourceFile, test: Node, isPresent: boolean): readonly Key[] {
  const node = unwrap(test)
  if (node.type === 'UnaryExpression' && node.operator === '!')
    return keysOfTest(file, node.argument, !isPresent)
  if (node.type === 'LogicalExpression') {
    return [...keysOfTest(file, node.left, isPresent), ...keysOfTest(file, node.right, isPresent)]
  }
  if (node.type === 'BinaryExpression') return keysOfComparison(file, node, isPresent)
  return isPresent ? keysRead(file, node) : []
}

function keysOfComparison(
  file: SourceFile,
  { left, operator, right }: TSESTree.BinaryExpression,
  isPresent: boolean,
): readonly Key[] {
  if (operator === 'in')
    return isPresent ? [...oneOrNone(entryOf(right)), ...oneOrNone(memberOf(left, right))] : []
  if (operator === 'instanceof') return isPresent ? keysRead(file, left) : []
  const isEqual = EQUALITY.get(operator)
  if (isEqual === undefined || isEqual === isPresent) return []
  if (isNothing(right)) {
    const isTypeof = left.type === 'UnaryExpression' && left.operator === 'typeof'
    return keysRead(file, isTypeof ? left.argument : left)
  }
  return isNothing(left) ? keysRead(file, right) : []
}

/** `'db' in globalThis` asks for `globalThis.db`. */
function memberOf(name: Node, object: Node): Key | null {
  const [text, key] = [stringOf(name), keyOf(object)]
  return text === null || key === null ? null : { ...key, text: `${key.text}.${text}` }
}

function isNothing(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'undefined'
  if (node.type === 'UnaryExpression') return node.operator === 'void'
  return (
    node.type === 'Literal' && (node.value === null || node.value === 'undefined' || node.value === false)
  )
}

/** The key of an expression, and of what a local copy was read from: `cache[]` for `const client = cache.get(key)`. */
function keysRead(file: SourceFile, node: Node): readonly Key[] {
  const key = keyOf(node)
  const variable = node.type === 'Identifier' ? file.variableOf(node) : null
  const declarator = variable?.defs[0]?.node
  const init = declarator?.type === 'VariableDeclarator' ? declarator.init : null
  return [...oneOrNone(key), ...oneOrNone(init ? keyOf(init) : null)]
}

function oneOrNone(key: Key | null): readonly Key[] {
  return key === null ? [] : [key]
}
