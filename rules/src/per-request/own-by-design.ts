import { functionAround, nameOfCallee, nameOfProperty, stringOf, unwrap } from '../analysis/expressions.ts'
import type { Acquisition, Node } from '../analysis/model.ts'
import type { Resource } from '../resources/resource.ts'

/** Commands after which a connection serves nobody else: subscriptions, and reads that wait. */
const OCCUPYING = /^(?:[ps]?subscribe|bl?(?:pop|move|mpop)\w*|br\w*pop\w*|bz\w+|xread\w*|monitor|listen)$/i
/** Several of them take a share of the work each. */
const CONSUMERS = /^(?:bullmq\.(?:Worker|WorkerPro|QueueEvents)|kafkajs\.consumer)$/
/** Jobs that run so rarely that opening a connection for each is a design. */
const RARE = /\bjob$|scheduled/
/** Workers of the edge may not use in one request what another one opened. */
const ISOLATED = /^a (?:scheduled )?Worker (?:handler|queue consumer)$/

/** Whether there is a reason to give each turn, request or connection one of its own. */
export function isOwnByDesign(acquisition: Acquisition): boolean {
  const { place, resource } = acquisition
  if (ISOLATED.test(place.label)) return true
  if (place.rhythm === 'tick') return isRareJob(acquisition)
  if (place.rhythm === 'loop') return CONSUMERS.test(resource.id) || isReconnecting(acquisition)
  return isConnection(resource) && (isOccupied(acquisition) || isOfPeer(acquisition))
}

function isRareJob({ place, resource, releases, transfers }: Acquisition): boolean {
  const isReleased = releases.length > 0 || transfers.some(({ how }) => how === 'disposed')
  if (RARE.test(place.label)) return isReleased || resource.ends === 'when-idle'
  return isReleased && resource.shared !== true
}

/** `while (!isStopped) { … }` opens the next one when the last one broke. */
function isReconnecting({ place, resource }: Acquisition): boolean {
  const { by } = place
  const isEndless = by?.type === 'ForStatement' && by.update === null
  return isConnection(resource) && (isEndless || /^(?:Do)?WhileStatement$/.test(by?.type ?? ''))
}

/** One connection, rather than many that are shared. */
function isConnection({ kind, ends }: Resource): boolean {
  return kind !== 'pool' && kind !== 'engine' && kind !== 'agent' && ends !== 'when-idle'
}

function isOccupied({ uses }: Acquisition): boolean {
  return uses.some((use) => {
    if (use.type !== 'CallExpression') return false
    const callee = unwrap(use.callee)
    const method = callee.type === 'MemberExpression' ? (nameOfProperty(callee) ?? '') : ''
    return OCCUPYING.test(method) || stringOf(use.arguments[0]) === 'notification'
  })
}

/** A proxy's connection to behind: it lives as long as that of its client. */
function isOfPeer({ place, releases }: Acquisition): boolean {
  return /\bconnection\b/.test(place.label) || releases.some(({ node }) => isInListener(node, place.function))
}

function isInListener(node: Node, outer: Node | null): boolean {
  for (let inner = functionAround(node); inner !== null && inner !== outer; inner = functionAround(inner)) {
    const { parent } = inner
    const isListener =
      parent.type === 'CallExpression' &&
      /(?:^|\.)(?:on|once|add\w*Listener|onAbort)$/.test(nameOfCallee(parent.callee))
    if (isListener) return true
  }
  return false
}
