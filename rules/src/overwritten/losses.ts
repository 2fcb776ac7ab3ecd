import type { TSESTree } from '@typescript-eslint/utils'
import { functionAround } from '../analysis/expressions.ts'
import type { Acquisition, FileAnalysis, Node, Variable } from '../analysis/model.ts'
import { effortFor, unreleasedExits, type Effort } from '../analysis/paths.ts'
import { mustBeReleased } from '../left-open.ts'
import { isSeenTo } from './seen-to.ts'
import { createWrites, isEmptying, type Write } from './writes.ts'

/** An assignment by which the last name of an open resource is lost. */
export interface Loss {
  readonly node: Node
  /** What is lost. */
  readonly acquisition: Acquisition
  readonly how: 'cleared' | 'replaced' | 'replacedAgain'
  /** As the code calls it: `pool`, `this.pool`. */
  readonly holder: string
}

/** The assignments of a file by which resources are lost, each once. */
export function lossesOf(analysis: FileAnalysis): readonly Loss[] {
  const writesOf = createWrites(analysis)
  const effort = effortFor(analysis.file)
  const losses = new Map<Node, Loss>()
  for (const acquisition of analysis.acquisitions) {
    if (!isOwn(acquisition) || !mustBeReleased(acquisition, analysis)) continue
    const writes = acquisition.holders.flatMap(writesOf)
    for (const loss of [
      ...lossesAround(acquisition, writes, analysis),
      ...lossesInside(acquisition, analysis, effort),
    ]) {
      if (!losses.has(loss.node)) losses.set(loss.node, loss)
    }
  }
  return [...losses.values()]
}

/** Somebody else may have it, and release it. */
function isOwn({ transfers, holders }: Acquisition): boolean {
  return transfers.length === 0 && holders.length === 1
}

/** Losses in other functions than the one that acquires, and in that one when it runs again. */
function lossesAround(
  acquisition: Acquisition,
  writes: readonly Write[],
  analysis: FileAnalysis,
): readonly Loss[] {
  return writes.flatMap((write): readonly Loss[] => {
    const { node, holder } = write
    if (functionAround(node) === acquisition.place.function) {
      return isLostAgain(acquisition, write, writes, analysis)
        ? [{ node, acquisition, how: 'replacedAgain', holder }]
        : []
    }
    if (isSeenTo(acquisition, write, writes, analysis)) return []
    if (isEmptying(write)) return [{ node, acquisition, how: 'cleared', holder }]
    return isReplacing(write, analysis) ? [{ node, acquisition, how: 'replaced', holder }] : []
  })
}

/** A handler that opens one into the same name each time. */
function isLostAgain(
  acquisition: Acquisition,
  write: Write,
  writes: readonly Write[],
  analysis: FileAnalysis,
): boolean {
  const { place, node, resource } = acquisition
  const isPerRequest = resource.shared === true || resource.engine === true
  if (isPerRequest || !/^(?:request|message|tick)$/.test(place.rhythm) || isEmptying(write)) return false
  if (!isInside(node, write.node) || !write.isLasting || analysis.places.isGuarded(node)) return false
  return !isSeenTo(acquisition, write, writes, analysis)
}

/** Functions that by their name put a new one in the place of the old. */
const RENEWING =
  /^[_#]*(?:re(?:build|connect|create|fresh|init\w*|load|new|open|place|set|start|spawn)|rotate|swap|switch)(?![a-z])/

function isReplacing({ node, name }: Write, { acquisitions, places }: FileAnalysis): boolean {
  const next = acquisitions.find((other) => isInside(other.node, node))
  return next !== undefined && RENEWING.test(name) && !places.isGuarded(next.node)
}

/** Losses on the way through the function that acquires. */
function lossesInside(acquisition: Acquisition, { file }: FileAnalysis, effort: Effort): readonly Loss[] {
  const { node, holders, releases, place } = acquisition
  const [holder] = holders
  if (holder?.type !== 'variable' || !isWrittenElsewhere(holder.variable, node)) return []
  if (!isDeclaredIn(holder.variable.identifiers, place.function ?? file.ast)) return []
  const exits = unreleasedExits({
    scope: place.function ?? file.ast,
    acquiredAt: node,
    satisfiedBy: releases.map((release) => release.node),
    holders: [holder.variable],
    throws: 'none',
    effort,
    variableOf: (identifier) => file.variableOf(identifier),
  })
  return exits
    .filter(({ how, node: at }) => how === 'overwrite' && at !== node && !isInside(node, at))
    .map(({ node: at }) => ({
      node: at,
      acquisition,
      how: at.type === 'AssignmentExpression' && isEmptying({ value: at.right }) ? 'cleared' : 'replaced',
      holder: holder.variable.name,
    }))
}

function isWrittenElsewhere({ references }: Variable, node: Node): boolean {
  return references.some(
    (mention) => mention.isWrite() && (!mention.writeExpr || !isInside(node, mention.writeExpr)),
  )
}

function isDeclaredIn(identifiers: readonly Node[], scope: Node | TSESTree.Program): boolean {
  return identifiers.every((identifier) => isInside(identifier, scope))
}

function isInside(inner: Node, outer: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1]
}
