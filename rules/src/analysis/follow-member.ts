import type { TSESTree } from '@typescript-eslint/utils'
import type { Release } from '../resources/resource.ts'
import { isFunction, nameOfProperty, stringOf } from './expressions.ts'
import { followTarget } from './follow-target.ts'
import type { Walk } from './follow.ts'
import type { Node } from './model.ts'
import { releaseSite } from './release-site.ts'

/** Methods of emitters that return the emitter. */
const EMITTER_METHODS = new Set([
  'addListener',
  'off',
  'on',
  'once',
  'prependListener',
  'removeAllListeners',
  'removeListener',
  'setMaxListeners',
])

/** Follows `resource.property`, whatever becomes of it; `inside` is the path to what has the property: `$client.`. */
export function followMember(walk: Walk, member: TSESTree.MemberExpression, inside = ''): void {
  const own = nameOfProperty(member)
  const name = own === null ? null : `${inside}${own}`
  const outer = outermost(member)
  const { parent } = outer
  if (isWayToRelease(walk, name)) {
    // Under a name of its own it may be released wherever that goes.
    if (parent?.type === 'MemberExpression') followMember(walk, parent, `${name}.`)
    else walk.transfer('destructured', member)
  } else if (parent?.type === 'CallExpression' && parent.callee === outer)
    followMethodCall(walk, parent, name ?? '')
  else if (name !== null && releaseBy(walk, name) !== undefined) followMention(walk, member, name)
  else {
    if (isOutput(name) && isListenedTo(outer)) walk.watched()
    walk.use(member)
  }
}

/** `a.b!` as a callee is still `a.b`. */
function outermost(member: Node): Node {
  return member.parent?.type === 'TSNonNullExpression' ? member.parent : member
}

function followMethodCall(walk: Walk, call: TSESTree.CallExpression, method: string): void {
  const way = releaseBy(walk, method)
  if (walk.resource.opensOn?.includes(method) === true) walk.opened(call)
  if (way !== undefined) return walk.release(releaseSite(call, way))
  if (method === 'then') return followTarget(walk, firstParameter(call))
  if (method === 'catch' || method === 'finally') return walk.value(call)
  if (walk.resource.detach?.includes(method) === true) walk.watched()
  if (EMITTER_METHODS.has(method)) followListening(walk, call)
  if (isFluent(walk, method)) walk.value(call)
  const entry = walk.context.file.table.methodsOf(walk.resource.id).get(method)
  if (entry !== undefined) walk.child(call, entry)
  walk.use(call)
}

function isFluent({ resource }: Walk, method: string): boolean {
  return EMITTER_METHODS.has(method) || resource.fluent?.some((pattern) => matches(pattern, method)) === true
}

/** `with*` stands for every name that begins so. */
function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

function followListening(walk: Walk, call: TSESTree.CallExpression): void {
  const event = stringOf(call.arguments[0])
  if (event !== null && walk.resource.endEvents?.includes(event) === true) walk.watched()
}

/** `promise.then(client => …)` */
function firstParameter(call: TSESTree.CallExpression): Node | undefined {
  const [callback] = call.arguments
  return isFunction(callback) ? callback.params[0] : undefined
}

/** A release that is named and not called: handed to somebody who will call it. */
function followMention(walk: Walk, member: TSESTree.MemberExpression, name: string): void {
  const way = releaseBy(walk, name)
  if (way === undefined || isAssigned(member)) return walk.use(member)
  const called = callThrough(member)
  walk.release(called === null ? { node: member, way, awaited: 'passed-on' } : releaseSite(called, way))
}

function isAssigned(member: TSESTree.MemberExpression): boolean {
  return member.parent.type === 'AssignmentExpression' && member.parent.left === member
}

/** `pool.end.call(pool)`. */
function callThrough(member: TSESTree.MemberExpression): TSESTree.CallExpression | null {
  const { parent } = member
  const isThrough = parent.type === 'MemberExpression' && /^(call|apply)$/.test(nameOfProperty(parent) ?? '')
  return isThrough && parent.parent.type === 'CallExpression' && parent.parent.callee === parent
    ? parent.parent
    : null
}

/** Every resource may be disposed of by its symbol, whatever its own method is called. */
function releaseBy(walk: Walk, method: string): Release | undefined {
  if (method === '@@asyncDispose') return { method, settles: 'promise' }
  if (method === '@@dispose') return { method, settles: 'sync' }
  return walk.resource.release.find((way) => way.method === method)
}

/** `$client`, where `$client.end()` releases. */
function isWayToRelease({ resource }: Walk, name: string | null): boolean {
  return name !== null && resource.release.some(({ method }) => method?.startsWith(`${name}.`) === true)
}

function isOutput(name: string | null): boolean {
  return name === 'stdout' || name === 'stderr'
}

/** `child.stdout.on('end', …)`, `for await (const line of child.stdout)`: who reads to the end sees the end. */
function isListenedTo(output: Node): boolean {
  const { parent } = output
  if (parent?.type === 'ForOfStatement') return true
  if (parent?.type !== 'MemberExpression' || parent.parent.type !== 'CallExpression') return false
  return /^(end|close)$/.test(stringOf(parent.parent.arguments[0]) ?? '')
}
