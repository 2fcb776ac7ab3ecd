import type { TSESTree } from '@typescript-eslint/utils'
import { childrenOf } from '../analysis/class-members.ts'
import { isFunction } from '../analysis/expressions.ts'
import type { Acquisition, FileAnalysis, Node, Variable } from '../analysis/model.ts'
import { RANKS } from '../analysis/place.ts'

/** Whether what a resource is built with is another in each request, turn or call: one for all would not do. */
export function isVarying({ node, place }: Acquisition, analysis: FileAnalysis): boolean {
  const { file, places } = analysis
  const seen = new Set<Variable>()
  const pending: Node[] = [...node.arguments]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.type === 'Identifier') {
      const variable = file.variableOf(next)
      if (variable === null || seen.has(variable) || isWithin(variable, node)) continue
      seen.add(variable)
      if (variable.defs.some(isGivenEachTime)) return true
      pending.push(...valuesOf(variable))
    } else pending.push(...childrenOf(next, file.visitorKeys))
  }
  return false

  function isGivenEachTime({ type, node: given }: Variable['defs'][number]): boolean {
    if (type === 'Parameter') return isFunction(given) && ranksAsHigh(given.body)
    if (type !== 'Variable') return false
    const loop = given.parent.parent
    const isHead =
      loop.type === 'ForOfStatement' || loop.type === 'ForInStatement' || loop.type === 'ForStatement'
    return isHead && isAround(loop, node)
  }

  function ranksAsHigh(body: Node): boolean {
    // A statement of the body: the body itself stands for the function, whose frame is the one around it.
    const inner = body.type === 'BlockStatement' ? (body.body[0] ?? body) : body
    return isAround(body, node) && RANKS[places.placeOf(inner).rhythm] >= RANKS[place.rhythm]
  }
}

/** What is ever put in a variable of a function; those of the module are the same for all. */
function valuesOf({ scope, references }: Variable): readonly TSESTree.Node[] {
  if (scope.type === 'module' || scope.type === 'global') return []
  return references.flatMap(({ writeExpr }) => writeExpr ?? [])
}

function isWithin({ identifiers }: Variable, node: Node): boolean {
  return identifiers.some((identifier) => isAround(node, identifier))
}

function isAround(outer: Node, inner: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1]
}
