import type { TSESTree } from '@typescript-eslint/utils'
import { unwrap } from '../expressions.ts'
import type { Node } from '../model.ts'
import { leave } from './frames.ts'
import { isAboutResource, isHolder } from './liveness.ts'
import { visitAll, visitParts } from './parts.ts'
import { isInside } from './start.ts'
import { endOf, isFallibleAwait, isFallibleCall, mayThrow } from './throw-points.ts'
import { truthOf } from './truth.ts'
import type { Walk } from './walk.ts'

/**
 * `a?.b.c()`: each `?.` may end it early, unless it is the resource that is asked for. `server?.on('close', stop)` is not
 * a branch either: what has no server has nobody who would call a release.
 */
export function visitChain(walk: Walk, node: TSESTree.ChainExpression, isHeld: boolean): boolean {
  const { isChainSkipped } = walk
  walk.isChainSkipped = false
  const held = walk.visit(node.expression, isHeld) || isSkipped(walk, node)
  walk.isChainSkipped = isChainSkipped
  return held
}

function isSkipped({ isChainSkipped, sites }: Walk, chain: Node): boolean {
  return isChainSkipped && !sites.registered.some((site) => isInside(site, chain))
}

/** `a.b`, `a[b]`, `a?.b` */
export function visitMember(walk: Walk, node: TSESTree.MemberExpression, isHeld: boolean): boolean {
  const held = walk.visit(node.object, isHeld)
  if (node.optional && held) skipLink(walk, node.object)
  return node.computed ? walk.visit(node.property, held) : held
}

/** A call, which may throw, end the process, or be skipped. */
export function visitCall(walk: Walk, node: TSESTree.CallExpression, isHeld: boolean): boolean {
  const isCallable = walk.visit(node.callee, isHeld)
  if (node.optional && isCallable) skipLink(walk, node.callee)
  const held = visitAll(walk, node.arguments, isCallable)
  if (!held || walk.sites.has(node)) return false
  const end = endOf(node)
  if (end === 'throws') leave(walk, { how: 'throw', node, label: null })
  else if (end === null && isFallibleCall(walk, node)) mayThrow(walk, node, 'calls')
  return end === null
}

function skipLink(walk: Walk, object: Node): void {
  const inner = unwrap(object)
  const isOfResource = isHolder(walk, inner) || isAboutResource(walk, inner) || truthOf(walk, inner) === true
  walk.isChainSkipped ||= !isOfResource
}

/** `new A()` */
export function visitNew(walk: Walk, node: TSESTree.NewExpression, isHeld: boolean): boolean {
  const held = visitParts(walk, node, isHeld) && !walk.sites.has(node)
  if (held && isFallibleCall(walk, node)) mayThrow(walk, node, 'calls')
  return held
}

/** `await a` and `yield a`, after which the function may never go on. */
export function visitPause(
  walk: Walk,
  node: TSESTree.AwaitExpression | TSESTree.YieldExpression,
  isHeld: boolean,
): boolean {
  const held = visitParts(walk, node, isHeld) && !walk.sites.has(node)
  if (held && (node.type === 'YieldExpression' || isFallibleAwait(walk, node))) mayThrow(walk, node, 'awaits')
  return held
}
