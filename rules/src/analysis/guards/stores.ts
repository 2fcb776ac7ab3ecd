import type { TSESTree } from '@typescript-eslint/utils'
import { nameOfProperty, rewrap } from '../expressions.ts'
import { mentionsOfHolder } from '../function-sites.ts'
import type { Node } from '../model.ts'
import type { SourceFile } from '../source-file.ts'
import { entryOf, keyOf, type Key } from './keys.ts'

const WRITERS = new Set(['set', 'add', 'push'])
/** Statements of one block that are looked at. */
const MAX_STATEMENTS = 100

/** Where a value is put, by itself or by the variable that holds it: `pool`, and `cache[]` of `cache.set(key, pool)`. */
export function keysOfStores(file: SourceFile, value: Node): readonly Key[] {
  const site = outermost(value)
  const own = keyOfStore(site)
  const further = mentionsOfHolder(file, site).flatMap((mention) => keyOfStore(rewrap(mention)) ?? [])
  return own === null ? further : [own, ...further]
}

/** The value with what hands it on: `await`, an inner assignment, methods that return the object itself. */
function outermost(value: Node): Node {
  let site = rewrap(value)
  for (;;) {
    const { parent } = site
    const isChained = parent?.type === 'MemberExpression' && parent.object === site
    if (parent?.type === 'AwaitExpression') site = rewrap(parent)
    else if (isChained && parent.parent.type === 'CallExpression' && parent.parent.callee === parent) {
      site = rewrap(parent.parent)
    } else if (parent?.type === 'LogicalExpression' && parent.right === site) site = rewrap(parent)
    else return site
  }
}

function keyOfStore(site: Node): Key | null {
  const { parent } = site
  if (parent?.type === 'AssignmentExpression' && parent.right === site) return keyOf(parent.left)
  if (parent?.type !== 'CallExpression' || parent.callee === site) return null
  return keyOfCollecting(parent)
}

function keyOfCollecting({ callee }: TSESTree.CallExpression): Key | null {
  if (callee.type !== 'MemberExpression' || !WRITERS.has(nameOfProperty(callee) ?? '')) return null
  return entryOf(callee.object)
}

/** What the statements of a block assign: `started = true`. */
export function keysAssignedIn({ body }: TSESTree.BlockStatement): readonly Key[] {
  return body.slice(0, MAX_STATEMENTS).flatMap((statement) => {
    const expression = statement.type === 'ExpressionStatement' ? statement.expression : null
    if (expression?.type === 'AssignmentExpression') {
      return isFilling(expression) ? (keyOf(expression.left) ?? []) : []
    }
    return expression?.type === 'CallExpression' ? (keyOfCollecting(expression) ?? []) : []
  })
}

/** `closed = false` and `pool = null` empty what they name. */
function isFilling({ right }: TSESTree.AssignmentExpression): boolean {
  if (right.type === 'Identifier') return right.name !== 'undefined'
  return right.type !== 'Literal' || Boolean(right.value)
}
