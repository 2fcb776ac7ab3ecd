import type { Node } from './model.ts'
import { assumeWhereAcquired } from './paths/acquired-facts.ts'
import { handle } from './paths/handlers.ts'
import { reportOverrun } from './paths/loops.ts'
import { openingsOf } from './paths/openings.ts'
import type { Exit, PathQuery } from './paths/query.ts'
import { sitesOf, type Sites } from './paths/sites.ts'
import { bodyOf, isDisposed, isInside, startOf } from './paths/start.ts'
import type { Walk } from './paths/walk.ts'

export { effortFor, type Effort } from './paths/effort.ts'
export type { Exit, PathQuery, ThrowPolicy } from './paths/query.ts'

/** The ways out of a scope on which a resource that it acquired is still held, in the order of the text. */
export function unreleasedExits(query: PathQuery): readonly Exit[] {
  const start = startOf(query)
  const sites = sitesOf(query)
  if (start === undefined || sites.isElsewhere || isCoveredFromStart(sites, start)) return []
  const exits = new Map<string, Exit>()
  const walk = createWalk(query, start, sites, exits)
  try {
    finish(walk)
  } catch (error) {
    if (error instanceof GivenUp) return []
    throw error
  }
  return [...exits.values()].sort(bySource)
}

/** Released by the statement that acquires, or by what was registered before. */
function isCoveredFromStart(sites: Sites, start: Node | null): boolean {
  if (start === null) return false
  const isEarlier = (site: Node): boolean => site.range[1] <= start.range[0]
  return isDisposed(start) || sites.isWithin(start) || sites.registered.some(isEarlier)
}

function createWalk(query: PathQuery, start: Node | null, sites: Sites, exits: Map<string, Exit>): Walk {
  let depth = 0
  const walk: Walk = {
    query,
    start,
    sites,
    holders: new Set(query.holders),
    openings: openingsOf(query),
    flagValues: new Map(),
    frame: { type: 'scope', outer: null, throws: query.throws },
    facts: null,
    isChainSkipped: false,
    visit(node, isHeld) {
      if (!isHeld && !walk.hasStart(node)) return false
      if (node === start) return acquire(walk, start, isHeld)
      if (++depth > DEEPEST || --query.effort.left < 0) throw new GivenUp()
      const isHeldAfter = handle(walk, node, isHeld) && !sites.has(node)
      depth--
      return isHeldAfter
    },
    hasStart: (node) => start !== null && isInside(start, node),
    report: (how, node) => void exits.set(`${how} ${node.range.join(' ')}`, { how, node }),
  }
  return walk
}

/** Far more than anybody nests by hand, and few enough for the stack, four calls a level. */
const DEEPEST = 800

class GivenUp extends Error {}

function acquire(walk: Walk, start: Node, isHeld: boolean): boolean {
  if (isHeld) reportOverrun(walk, start)
  walk.facts = assumeWhereAcquired(walk, start)
  return true
}

function finish(walk: Walk): void {
  const body = bodyOf(walk.query)
  if (!walk.visit(body, walk.start === null)) return
  const isExpression = body.type !== 'BlockStatement' && body.type !== 'Program'
  walk.report(isExpression ? 'return' : 'end', body)
}

function bySource(a: Exit, b: Exit): number {
  return placeOf(a) - placeOf(b) || a.node.range[1] - b.node.range[1] || a.how.localeCompare(b.how)
}

/** A body that ends is left at its end. */
function placeOf({ how, node }: Exit): number {
  return node.range[how === 'end' || how === 'next-turn' ? 1 : 0]
}
