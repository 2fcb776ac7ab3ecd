import type { TSESTree } from '@typescript-eslint/utils'
import { isFunction, nameOfProperty, rewrap } from '../expressions.ts'
import type { Node } from '../model.ts'

const ROOT_TYPES = new Set(['Query', 'Mutation', 'Subscription'])

/** Whether a property is a field of a GraphQL resolver map, or the `resolve` of a field that states its type. */
export function isResolver(property: TSESTree.Property): boolean {
  const object = property.parent
  if (nameOfProperty(property) === 'resolve')
    return isFunction(property.value) && hasProperty(object, ['type'])
  const holder = rewrap(object).parent
  const name = holder === undefined ? null : nameOfHolder(holder)
  if (name !== null && ROOT_TYPES.has(name)) return true
  // The other types of a map that has a root type: `{ Query: {…}, User: { posts() {} } }`.
  return holder?.type === 'Property' && hasProperty(holder.parent, [...ROOT_TYPES])
}

function nameOfHolder(holder: Node): string | null {
  if (holder.type === 'Property') return nameOfProperty(holder)
  return holder.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : null
}

function hasProperty(object: Node, names: readonly string[]): boolean {
  return (
    object.type === 'ObjectExpression' &&
    object.properties.some(
      (property) => property.type === 'Property' && names.includes(nameOfProperty(property) ?? ''),
    )
  )
}
