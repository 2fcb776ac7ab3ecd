import type { TSESTree } from '@typescript-eslint/utils'
import { functionAround, isFunction } from './analysis/expressions.ts'
import type { Acquisition, FileAnalysis, FunctionNode, Node, Variable } from './analysis/model.ts'
import { unreleasedExits, type Effort, type Exit, type ThrowPolicy } from './analysis/paths.ts'
import { isOpeningMethod } from './analysis/paths/openings.ts'
import type { Resource } from './resources/resource.ts'

type Scope = FunctionNode | TSESTree.Program

/** The ways out of its function on which what is acquired is still held, though others release it. */
export function forgottenExits(
  acquisition: Acquisition,
  { file }: FileAnalysis,
  throws: ThrowPolicy,
  effort: Effort,
): readonly Exit[] {
  const { node, releases, transfers } = acquisition
  const scope = scopeOf(acquisition) ?? file.ast
  const holders = variablesOf(acquisition)
  if (!holders.every((variable) => isDeclaredIn(variable, scope))) return []
  const query = {
    scope,
    acquiredAt: node,
    satisfiedBy: [...releases, ...transfers].map((site) => site.node),
    holders,
    throws,
    effort,
    variableOf: (identifier: TSESTree.Identifier) => file.variableOf(identifier),
  }
  const callback = releasingCallback(acquisition)
  const inside = callback === null ? [] : unreleasedExits({ ...query, scope: callback })
  const exits = [...unreleasedExits(query), ...inside]
  const opening = firstOpening(acquisition, scope)
  return opening === null ? exits : exits.filter((exit) => isAfter(exit, opening, acquisition.resource))
}

/** Before the call that opens it there is nothing to release: a server holds nothing until it listens. */
function firstOpening({ resource, openings }: Acquisition, scope: Scope): Node | null {
  if (resource.opensOn === undefined) return null
  const inside = openings.filter((opening) => isInside(opening, scope))
  return inside.toSorted((one, other) => one.range[1] - other.range[1])[0] ?? null
}

/** A body that ends is left at its end; what throws around the opening may be the opening itself. */
function isAfter({ how, node: { range } }: Exit, opening: Node, { opensOn }: Resource): boolean {
  if (how === 'end' || how === 'next-turn') return range[1] >= opening.range[1]
  const isTheOpening = opensOn?.every(isOpeningMethod) === true
  return isTheOpening ? range[0] >= opening.range[1] : range[1] > opening.range[0]
}

/** The one callback that all releases stand in, if it takes an error first: what does so is called once. */
function releasingCallback({ releases, transfers, place }: Acquisition): FunctionNode | null {
  const [first] = releases
  const callback = first === undefined ? null : functionAround(first.node)
  if (callback === null || callback === place.function || transfers.length > 0) return null
  if (releases.some(({ node }) => functionAround(node) !== callback)) return null
  const [error] = callback.params
  const isInline = callback.parent.type === 'CallExpression' && callback.parent.callee !== callback
  return isInline && error?.type === 'Identifier' && ERROR.test(error.name) ? callback : null
}

const ERROR = /^_?(?:e|er|err|error)$|(?:Err|Error)$/

/** The function that has it: the callback that it is delivered to, or that which the acquiring call stands in. */
function scopeOf({ node, holders }: Acquisition): FunctionNode | null {
  const [first] = holders
  const parameterOf = first === undefined ? null : functionAround(first.at)
  const isDelivered = node.arguments.some((argument) => isFunction(argument) && argument === parameterOf)
  return isDelivered ? parameterOf : functionAround(node)
}

function variablesOf({ holders }: Acquisition): readonly Variable[] {
  return holders.flatMap((holder) => (holder.type === 'variable' ? holder.variable : []))
}

function isDeclaredIn({ identifiers }: Variable, scope: Scope): boolean {
  return identifiers.every((name) => isInside(name, scope))
}

function isInside({ range: [start, end] }: Node, { range }: Scope): boolean {
  return range[0] <= start && end <= range[1]
}
