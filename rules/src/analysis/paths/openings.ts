import type { TSESTree } from '@typescript-eslint/utils'
import { nameOfCallee, nameOfProperty, rewrap, stringOf } from '../expressions.ts'
import type { Node } from '../model.ts'
import type { PathQuery } from './query.ts'

const OPENING_METHODS = new Set(
  '$connect bindAsync connect init initialize listen open start startAllMicroservices'.split(' '),
)
const OPENING_EVENTS = new Set('connect listening online open ready spawn'.split(' '))

/** Whether a method only opens what it is called on: where it fails, that is not open. A query that fails leaves it open. */
export function isOpeningMethod(method: string): boolean {
  return OPENING_METHODS.has(method)
}

/**
 * Calls that open what the holders hold (`await client.connect()`, `await once(server, 'listening')`), and the awaits
 * around them. They belong to the acquisition: when they fail, nothing is held.
 */
export function openingsOf({ holders }: PathQuery): ReadonlySet<Node> {
  const calls = holders
    .flatMap((holder) => holder.references)
    .map((mention) => openingCall(mention.identifier as Node))
    .filter((call) => call !== null)
  return new Set(calls.flatMap((call) => [call, ...awaitsAround(call)]))
}

function openingCall(mention: Node): Node | null {
  const { parent } = rewrap(mention)
  if (parent?.type === 'CallExpression') return isWaitForOpening(parent, mention) ? parent : null
  if (parent?.type !== 'MemberExpression' || parent.object !== rewrap(mention)) return null
  const call = rewrap(parent).parent
  const isCall = call?.type === 'CallExpression' && call.callee === parent
  return isCall && isOpeningMethod(nameOfProperty(parent) ?? '') ? call : null
}

/** `once(server, 'listening')`, `waitForListening(server, port)`, `listen(server)` */
function isWaitForOpening({ callee, arguments: given }: TSESTree.CallExpression, mention: Node): boolean {
  if (given[0] !== mention) return false
  const name = nameOfCallee(callee)
  return OPENER.test(name) || (/(?:^|\.)once$/.test(name) && OPENING_EVENTS.has(stringOf(given[1]) ?? ''))
}

/** Names that speak of opening what is given, and of nothing else that may be opened with it. */
const OPENER = /(?:^|\.)(?:listen|connect|waitFor(?:Connect|Listen|Open|Ready|Start)(?:ion|ing|ed)?)$/

function awaitsAround(call: Node): readonly Node[] {
  const found: Node[] = []
  for (let { parent } = call; parent && !/Statement$|Declarat/.test(parent.type); { parent } = parent)
    if (parent.type === 'AwaitExpression') found.push(parent)
  return found
}
