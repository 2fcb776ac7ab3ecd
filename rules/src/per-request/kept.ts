import { nameOfProperty, unwrap } from '../analysis/expressions.ts'
import type { Acquisition, Node, Transfer, Variable } from '../analysis/model.ts'

/** Functions that by their name keep what they are given: `register(client)`, `pools.set(client)`. */
const KEEPER =
  /(?:^|\.)(?:set|add|push|put|store|keep|cache|save|register|track|remember|attach|provide|own|decorate)\w*$/i
/** What lives as long as one request: `req.db`, `ctx.state.db`. */
const OF_REQUEST = /^_?(?:req|request|res|response|reply|ctx|context|c|event|socket|ws)$/

/** Whether what is built outlives the request, the turn or the call, as far as can be told. */
export function isKept(acquisition: Acquisition): boolean {
  const { transfers, holders, place } = acquisition
  if (transfers.some((transfer) => isKeptBy(transfer, acquisition))) return true
  if (place.rhythm === 'request' || place.rhythm === 'message') return false
  return holders.some((holder) => holder.type === 'field' || outlives(holder.variable, acquisition))
}

/** Whether a variable is there when the turn is over, or the call. */
function outlives({ identifiers: [name] }: Variable, { place, node }: Acquisition): boolean {
  const { by } = place
  if (name === undefined || by === null) return false
  // A function that a loop calls has its own variables, which end with each call.
  const turn = isInside(node, by) ? by : (place.function ?? by)
  return !isInside(name, turn)
}

function isKeptBy({ how, node, to = '' }: Transfer, { place }: Acquisition): boolean {
  if (how === 'disposed') return false
  if (how === 'passed') return KEEPER.test(to) || (place.rhythm === 'loop' && node.type === 'NewExpression')
  return !((how === 'stored' || how === 'collected') && isOfRequest(node))
}

/** A property of the request, or an entry of its own store: `c.set('db', client)`. */
function isOfRequest(node: Node): boolean {
  let root = unwrap(node.type === 'CallExpression' ? node.callee : node)
  if (node.type === 'CallExpression' && nameOfProperty(root as never) !== 'set') return false
  while (root.type === 'MemberExpression') root = unwrap(root.object)
  return root.type === 'Identifier' && OF_REQUEST.test(root.name)
}

function isInside(inner: Node, outer: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1]
}
