import type { AnyNode, Expression } from 'acorn'
import type { Names } from './names.ts'
import { isFunction, returnedBy } from './returned.ts'
import type { FunctionNode } from './returned.ts'
import { Unclear } from './unclear.ts'
import { unwrap } from './unwrap.ts'

/** What an expression may be, after names, types, functions, conditions and `await` are seen through. */
export type Origin = Exclude<Expression, { type: 'Identifier' }> | ImportedName

/** A name that another module gives. */
export interface ImportedName {
  readonly type: 'Imported'
  readonly name: string
  readonly from: string
  /** Under which name that module exports it. */
  readonly exported: string
}

/** Follows an expression to everything that it may be. Throws `Unclear` where a name leads nowhere. */
export function follow(node: Expression | FunctionNode, names: Names, depth = 0): Origin[] {
  const inner = unwrap<AnyNode>(node) as Expression | FunctionNode
  const next = (expression: Expression | FunctionNode) => follow(expression, names, depth + 1)
  if (depth > MAX_DEPTH) throw new Unclear('its names lead in a circle')
  if (isFunction(inner)) return returnedBy(inner).flatMap(next)
  switch (inner.type) {
    case 'AwaitExpression':
      return next(inner.argument)
    case 'ConditionalExpression':
      return [...next(inner.consequent), ...next(inner.alternate)]
    case 'Identifier':
      return followName(inner.name, names, next)
    default:
      return [inner]
  }
}

// More than any file has, and few enough to end at once.
const MAX_DEPTH = 20

function followName(
  name: string,
  names: Names,
  next: (expression: Expression | FunctionNode) => Origin[],
): Origin[] {
  const imported = names.imports.get(name)
  if (imported) return [{ type: 'Imported', name, from: imported.from, exported: imported.name }]
  const value = names.values.get(name)
  if (value) return next(value)
  throw new Unclear(`what \`${name}\` stands for could not be followed`)
}
