import type { TSESTree } from '@typescript-eslint/utils'
import { functionAround, isFunction, nameOfCallee, nameOfProperty, rewrap, unwrap } from '../expressions.ts'
import { mentionsOf, mentionsOfHolder, sitesOfFunction } from '../function-sites.ts'
import type { Node } from '../model.ts'
import { exported, runsWith, type Use, type UsesContext } from './use.ts'

/** Handlers that are assigned, as in the browser's interfaces. */
const ON_PROPERTY: ReadonlySet<string> = new Set(['onmessage', 'onMessage'])

/** What wraps a function, in a variable of its own: `const handle = wrap(fn)`. */
export function usesOfVariable(
  context: UsesContext,
  declarator: TSESTree.VariableDeclarator,
  value: Node,
  hops: number,
): readonly Use[] {
  const isExported = declarator.parent.parent.type === 'ExportNamedDeclaration'
  const name = declarator.id.type === 'Identifier' ? declarator.id.name : null
  const asExport = isExported && name !== null ? [exported(context.file, name, value)] : []
  // The mentions of a function's own variable are sites of the function already.
  if (isFunction(unwrap(value))) return asExport
  return [
    ...asExport,
    ...mentionsOf(context.file, declarator, name ?? undefined).flatMap((at) => context.usesAt(at, hops - 1)),
  ]
}

/** A function that is assigned: to a variable, an export, an `on…` property. */
export function usesOfAssigned(
  context: UsesContext,
  { left }: TSESTree.AssignmentExpression,
  value: Node,
  hops: number,
): readonly Use[] {
  if (left.type !== 'MemberExpression') {
    if (isFunction(unwrap(value))) return []
    return mentionsOfHolder(context.file, value).flatMap((at) => context.usesAt(at, hops - 1))
  }
  const target = nameOfCallee(left)
  if (target === 'module.exports') return [exported(context.file, 'default', value)]
  const [, name] = /^(?:module\.)?exports\.(.+)$/.exec(target) ?? []
  if (name !== undefined) return [exported(context.file, name, value)]
  if (!ON_PROPERTY.has(nameOfProperty(left) ?? '')) return [{ how: 'unknown', at: value }]
  return [{ how: 'again', rhythm: 'message', by: left, label: 'a message listener' }]
}

/** `fn.bind(this)` is the function; `fn.call(…)` runs it. */
export function usesOfMethodOfFunction(
  context: UsesContext,
  member: TSESTree.MemberExpression,
  value: Node,
  hops: number,
): readonly Use[] {
  const call = rewrap(member).parent
  if (member.object !== value || call?.type !== 'CallExpression' || call.callee !== rewrap(member)) return []
  return nameOfProperty(member) === 'bind' ? context.usesAt(call, hops - 1) : [runsWith(call)]
}

/** `const handle = () => async (request, reply) => {}`: what the calls of the outer function are put to. */
export function usesOfReturned(context: UsesContext, value: Node, hops: number): readonly Use[] {
  const outer = functionAround(value)
  if (outer === null) return [{ how: 'unknown', at: value }]
  const calls = sitesOfFunction(context.file, outer).flatMap((site) => {
    const { parent } = rewrap(site)
    return parent?.type === 'CallExpression' && parent.callee === rewrap(site) ? parent : []
  })
  const again = calls.flatMap((call) => context.usesAt(call, hops - 1)).filter(({ how }) => how === 'again')
  return [...again, { how: 'unknown', at: value }]
}
