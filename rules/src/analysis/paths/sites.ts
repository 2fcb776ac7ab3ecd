import { functionAround, isFunction } from '../expressions.ts'
import type { FunctionNode, Node } from '../model.ts'
import type { PathQuery } from './query.ts'
import { isInside } from './start.ts'

/** Where, in the scope's own statements, the duty to release is met. */
export interface Sites {
  /** Whether the duty is met once this node has been evaluated. */
  has(node: Node): boolean
  isWithin(node: Node): boolean
  /** Those that a nested function meets later, without being called on the spot. */
  readonly registered: readonly Node[]
  /** One lies outside the scope: other code looks after the resource. */
  readonly isElsewhere: boolean
}

/** Finds the places in the scope that stand for each satisfying node, however deep in nested functions that is. */
export function sitesOf(query: PathQuery): Sites {
  const found: Found = { nodes: new Set(), registered: [], followed: new Set(), isElsewhere: false }
  for (const node of query.satisfiedBy) settle(query, found, node, false)
  const sorted = [...found.nodes].sort((a, b) => a.range[0] - b.range[0])
  return {
    has: (node) => found.nodes.has(node),
    isWithin: (node) => isAnyWithin(sorted, node),
    registered: found.registered,
    isElsewhere: found.isElsewhere,
  }
}

interface Found {
  readonly nodes: Set<Node>
  readonly registered: Node[]
  readonly followed: Set<FunctionNode>
  isElsewhere: boolean
}

function settle(query: PathQuery, found: Found, node: Node, isNested: boolean): void {
  if (!isInside(node, query.scope)) {
    found.isElsewhere = true
    return
  }
  const holder = functionAround(node)
  if (holder === query.scope || holder === null) {
    found.nodes.add(node)
    if (isNested && !isCalled(node)) found.registered.push(node)
  } else if (!found.followed.has(holder)) {
    found.followed.add(holder)
    for (const stand of standsFor(query, holder)) settle(query, found, stand, true)
  }
}

/** What makes a function run some time: the mentions of its name, its class, or else its creation. */
function standsFor(query: PathQuery, inner: FunctionNode): readonly Node[] {
  const name = nameOf(inner)
  const variable = name?.type === 'Identifier' ? query.variableOf(name) : null
  if (variable === null) return [classAround(inner) ?? inner]
  return variable.references
    .filter((mention) => mention.isRead())
    .map((mention) => mention.identifier as Node)
}

function nameOf(inner: FunctionNode): Node | null {
  if (inner.type === 'FunctionDeclaration') return inner.id
  const { parent } = inner
  return parent.type === 'VariableDeclarator' && parent.init === inner ? parent.id : null
}

function classAround(inner: FunctionNode): Node | null {
  const { parent } = inner
  const isMember = parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition'
  return isMember ? parent.parent.parent : null
}

function isCalled(node: Node): boolean {
  return !isFunction(node) && node.parent?.type === 'CallExpression' && node.parent.callee === node
}

/** Nodes nest, so that one which begins inside another lies inside it, unless it is the larger one of two. */
function isAnyWithin(sorted: readonly Node[], { range }: Node): boolean {
  let low = 0
  for (let high = sorted.length; low < high;) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.range[0] ?? 0) < range[0]) low = middle + 1
    else high = middle
  }
  for (let site = sorted[low]; site !== undefined && site.range[0] < range[1]; site = sorted[++low])
    if (site.range[1] <= range[1]) return true
  return false
}
