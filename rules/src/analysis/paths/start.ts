import type { TSESTree } from '@typescript-eslint/utils'
import { isFunction } from '../expressions.ts'
import type { Node } from '../model.ts'
import type { PathQuery } from './query.ts'

/**
 * The whole expression or declarator in which the resource is acquired: what throws in there is taken for the
 * acquisition itself. Null: it is acquired outside the scope's body; undefined: where no statement of the scope leads.
 */
export function startOf(query: PathQuery): Node | null | undefined {
  const body = bodyOf(query)
  if (!isInside(query.acquiredAt, body)) return null
  let start = query.acquiredAt
  while (start !== body && start.parent && !isStatement(start.parent)) {
    if (start.type === 'VariableDeclarator') break
    if (isFunction(start) || isClassMember(start)) return undefined
    start = start.parent
  }
  return start
}

/** What runs when the scope is entered. */
export function bodyOf({ scope }: PathQuery): Node {
  return scope.type === 'Program' ? scope : scope.body
}

/** Whether the language itself releases what is acquired here: `using`, `await using`. */
export function isDisposed({ parent }: Node): boolean {
  return parent?.type === 'VariableDeclaration' && parent.kind.endsWith('using')
}

/** Whether one node lies in another, or is it. */
export function isInside(inner: Node, outer: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1]
}

function isStatement({ type }: TSESTree.Node): boolean {
  return (
    type.endsWith('Statement') || type === 'SwitchCase' || type.startsWith('Export') || type === 'Program'
  )
}

function isClassMember({ type }: Node): boolean {
  return type === 'PropertyDefinition' || type === 'StaticBlock' || type === 'MethodDefinition'
}
