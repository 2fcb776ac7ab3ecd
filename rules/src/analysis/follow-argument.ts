import type { TSESTree } from '@typescript-eslint/utils'
import type { Release } from '../resources/resource.ts'
import { nameOfCallee, nameOfProperty, stringOf, unwrap } from './expressions.ts'
import type { Walk } from './follow.ts'
import type { AcquiringNode, Node, Trail } from './model.ts'
import { releaseByArgument, releaseInside } from './release-site.ts'
import type { Origin } from './source-file.ts'

/** Calls that look at a value and keep nothing of it, by origin. */
const LOOKING =
  /^(console\.\w+|String|Number|Boolean|Object\.keys|JSON\.stringify|expect(\.soft)?|isNaN|Array\.isArray)$/
/** Functions of `node:assert`, `inspect`, requests to a server that stays its owner's. */
const LOOKING_MODULES = new Set(['assert', 'assert/strict', 'supertest', 'util'])
/** Of `node:events`, those that wait for an event. */
const LISTENING = /^(once|on|EventEmitter\.(once|on))$/
/** Calls whose result is their first argument. */
const PASSING = /^(Promise\.resolve|Object\.assign|Object\.freeze|Object\.seal)$/
/** Methods of collections that keep their argument. */
const COLLECTING = new Set(['add', 'enqueue', 'push', 'set', 'unshift'])
/** Methods of a DisposableStack. */
const DISPOSING = new Set(['adopt', 'use'])

/** Follows the value into a call as an argument. */
export function followArgument(walk: Walk, call: AcquiringNode, argument: Node): void {
  const origin = walk.context.file.originOf(call.callee)
  const way = releaseByFunction(walk, origin)
  if (way !== undefined && call.type === 'CallExpression') return walk.release(releaseByArgument(call, way))
  if (isWatching(walk, call, origin)) walk.watched()
  else if (!isLooking(origin) && !isLentTo(walk, origin) && !isReceiver(call)) {
    return followKept(walk, call, argument, origin)
  }
  walk.use(call)
}

/** The call may do with the value what it likes: as far as this file tells, by what the called function does. */
function followKept(walk: Walk, call: AcquiringNode, argument: Node, origin: Origin | null): void {
  const position = call.arguments.findIndex((item) => item === argument)
  if (origin?.module === '' && PASSING.test(origin.path) && position === 0) return walk.value(call)
  const trail = position < 0 ? null : walk.context.parameterTrail(call.callee, position, walk.resource)
  if (trail !== null) return followIntoFunction(walk, call, trail)
  walk.transfer(howPassed(call), call, nameOfCallee(call.callee))
}

function releaseByFunction(walk: Walk, origin: Origin | null): Release | undefined {
  const name = origin === null ? null : qualified(origin)
  return name === null ? undefined : walk.resource.release.find((way) => way.function === name)
}

/** `server.close.bind(server)`: what is bound is followed by its name. */
function isReceiver({ callee }: AcquiringNode): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'MemberExpression') return false
  return /^(bind|call|apply)$/.test(nameOfProperty(callee) ?? '')
}

function isLentTo(walk: Walk, origin: Origin | null): boolean {
  return origin !== null && walk.resource.lentTo?.includes(qualified(origin)) === true
}

/** As the table names functions: `clearInterval`, `fs#closeSync`. */
function qualified({ module, path }: Origin): string {
  return module === '' ? path : `${module}#${path}`
}

function isLooking(origin: Origin | null): boolean {
  if (origin === null) return false
  if (origin.module === 'events') return LISTENING.test(origin.path)
  return origin.module === '' ? LOOKING.test(origin.path) : LOOKING_MODULES.has(origin.module)
}

/** `once(child, 'exit')`, `finished(stream)`: waiting for its end. */
function isWatching(walk: Walk, call: AcquiringNode, origin: Origin | null): boolean {
  if (origin?.module === 'events' && /^(once|on)$/.test(origin.path)) {
    return walk.resource.endEvents?.includes(stringOf(call.arguments[1]) ?? '') === true
  }
  return /^stream(\/promises)?$/.test(origin?.module ?? '') && /(^|\.)finished$/.test(origin?.path ?? '')
}

function howPassed(call: AcquiringNode): 'collected' | 'disposed' | 'passed' {
  const callee = unwrap(call.callee)
  const method = callee.type === 'MemberExpression' ? nameOfProperty(callee) : null
  if (method === null || call.type === 'NewExpression') return 'passed'
  if (COLLECTING.has(method)) return 'collected'
  return DISPOSING.has(method) && /stack|disposer|scope/i.test(nameOfCallee(callee)) ? 'disposed' : 'passed'
}

/** The function is in this file: what it does with its parameter is what becomes of the value. */
function followIntoFunction(walk: Walk, call: AcquiringNode, trail: Trail): void {
  const [release] = trail.releases
  if (trail.isOpened) walk.opened(call)
  if (trail.isWatched) walk.watched()
  if (release !== undefined && call.type === 'CallExpression') {
    walk.release(releaseInside(call, release.way))
  } else if (trail.transfers.some(({ how }) => how !== 'returned')) {
    walk.transfer('passed', call, nameOfCallee(call.callee))
  } else walk.use(call)
  if (trail.transfers.some(({ how }) => how === 'returned')) walk.value(call)
}

/** Follows the value into a property of an object literal, and that into the call that it is an argument of. */
export function followProperty(walk: Walk, property: TSESTree.Property): void {
  const literal = property.parent
  const outer = literal.parent
  const isArgument = outer.type === 'CallExpression' || outer.type === 'NewExpression'
  if (isArgument) walk.transfer('passed', outer, nameOfCallee(outer.callee))
  else walk.transfer(isExported(literal) ? 'exported' : 'collected', property)
}

function isExported(literal: Node): boolean {
  const outer = literal.parent
  if (outer?.type === 'ExportDefaultDeclaration') return true
  return outer?.type === 'AssignmentExpression' && /^(module\.)?exports\b/.test(nameOfCallee(outer.left))
}
