import type { TSESTree } from '@typescript-eslint/utils'
import { isFunction, nameOfCallee, nameOfProperty, rewrap, unwrap } from '../expressions.ts'
import { mentionsOfHolder } from '../function-sites.ts'
import { slotOf } from '../handler-calls.ts'
import type { Node } from '../model.ts'
import { isResolver } from './resolvers.ts'
import { exported, runsWith, useOfRecord, type Use, type UsesContext } from './use.ts'

/** Wrappers that are known by their name wherever they come from: they call back once. */
const ONCE_NAME = /^(?:once|lazy|memoi[sz]e|memo|singleton|createSingleton|lazyInit)$/

/** A function that is an argument, alone or in an array. */
export function usesOfArgument(context: UsesContext, value: Node, hops: number): readonly Use[] {
  const slot = slotOf(value)
  if (slot === null) return [{ how: 'unknown', at: value }]
  const { call } = slot
  const role = call.type === 'CallExpression' ? context.tests.testCallOf(call)?.role : undefined
  if (role === 'suite' || role === 'step') return [runsWith(call)]
  const record = context.handlerOf(slot)
  if (record !== null) return [useOfRecord(record, call)]
  if (slot.property !== null) return [{ how: 'unknown', at: value }]
  const wrapper = unwrap(call.callee)
  if (wrapper.type === 'Identifier' && ONCE_NAME.test(wrapper.name)) return [runsWith(call)]
  if (isFunction(wrapper)) return [{ how: 'unknown', at: value }]
  // `asyncHandler(fn)` stands for the function that it wraps.
  const wrapped = context.usesAt(call, hops - 1).filter(({ how }) => how === 'again')
  return [...wrapped, { how: 'unknown', at: value }]
}

/** A function that is a property of an object: of options, of resolvers, of a module. */
export function usesOfProperty(
  context: UsesContext,
  property: TSESTree.Property,
  value: Node,
  hops: number,
): readonly Use[] {
  if (property.value !== value || property.parent.type !== 'ObjectExpression') return []
  const slot = slotOf(value)
  const record = slot === null ? null : context.handlerOf(slot)
  if (slot !== null && record !== null) return [useOfRecord(record, slot.call)]
  if (isResolver(property)) {
    return [{ how: 'again', rhythm: 'request', by: property, label: 'a GraphQL resolver' }]
  }
  const name = nameOfProperty(property)
  if (name === null || slot !== null) return [{ how: 'unknown', at: value }]
  return usesOfObject(context, property.parent, name, value, hops)
}

/** Objects of functions: exported as a whole, or called by their properties. */
function usesOfObject(
  context: UsesContext,
  object: Node,
  name: string,
  value: Node,
  hops: number,
): readonly Use[] {
  const sites = [rewrap(object), ...mentionsOfHolder(context.file, object)]
  const uses = sites.flatMap((site): readonly Use[] => {
    const { parent } = site
    if (parent?.type === 'ExportDefaultDeclaration') return [exported(context.file, `default.${name}`, value)]
    if (parent?.type === 'AssignmentExpression' && parent.right === site) {
      return nameOfCallee(parent.left) === 'module.exports' ? [exported(context.file, name, value)] : []
    }
    const isNamed = parent?.type === 'MemberExpression' && parent.object === site
    return isNamed && nameOfProperty(parent) === name ? context.usesAt(parent, hops - 1) : []
  })
  return [...uses, { how: 'unknown', at: value }]
}
