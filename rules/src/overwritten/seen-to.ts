import { functionAround, isFunction, nameOfProperty, unwrap } from '../analysis/expressions.ts'
import type { Acquisition, FileAnalysis, FunctionNode, Node } from '../analysis/model.ts'
import { nameOfFunction, type Write } from './writes.ts'

/** Functions that are called when it has come to its end already. */
const TOLD =
  /^[_#]*(?:on|handle)(?![a-z])|(?:closed?|ended|exit(?:ed)?|lost|failed|failure|error|crash(?:ed)?|died|disconnected)$/i
const TOLD_NOT = /^[_#]*(?:close|end|exit|shutdown)$/i
/** Methods by which nobody else learns of it, and that release nothing. */
const IDLE_METHODS = /^(?:removeAllListeners|removeListener|off|removeEventListener)$/

/**
 * Whether there is any sign that what a name held was released, or is kept by another name, when the name gets another
 * value: silence before a false alarm.
 */
export function isSeenTo(
  acquisition: Acquisition,
  write: Write,
  writes: readonly Write[],
  analysis: FileAnalysis,
): boolean {
  const { function: around, name } = write
  if (around === null || isConstructor(around) || isTold(name) || isInCatch(write.node, around)) return true
  if (isCallback(around) && !isForgottenHook(around, acquisition, analysis)) return true
  if (write.mentions.some((mention) => isHandedOn(mention, write, writes))) return true
  return callsReleaser(acquisition, write, analysis)
}

function isConstructor({ parent }: FunctionNode): boolean {
  return parent.type === 'MethodDefinition' && parent.kind === 'constructor'
}

function isTold(name: string): boolean {
  return TOLD.test(name) && !TOLD_NOT.test(name)
}

function isInCatch(node: Node, around: FunctionNode): boolean {
  for (let outer = node.parent; outer && outer !== around; outer = outer.parent) {
    if (outer.type === 'CatchClause') return true
  }
  return false
}

/** Something calls it back: perhaps when it has ended. */
function isCallback({ parent }: FunctionNode): boolean {
  return parent.type === 'CallExpression' || parent.type === 'NewExpression'
}

/** `afterEach(() => { server = null })` where nothing in the file releases it. */
function isForgottenHook(
  around: FunctionNode,
  { releases }: Acquisition,
  { tests, places }: FileAnalysis,
): boolean {
  const hook = tests.testOfFunction(around)
  if (hook === null) {
    const first = around.body.type === 'BlockStatement' ? around.body.body[0] : around.body
    return first !== undefined && /^(?:request|message|tick)$/.test(places.placeOf(first).rhythm)
  }
  return hook.type.startsWith('after') && releases.length === 0
}

/** Another mention in the same function, or around it, that does more than look whether something is there. */
function isHandedOn(mention: Node, { node, function: around }: Write, writes: readonly Write[]): boolean {
  if (isInside(mention, node) || !isInside(mention, around ?? node)) return false
  if (
    writes.some((other) => other.node !== node && isInside(mention, other.node) && !isRead(mention, other))
  ) {
    return false
  }
  const value = outermost(mention)
  const { parent } = value
  if (parent?.type === 'MemberExpression' && parent.object === value) return !isIdle(parent)
  return !isTested(value)
}

function isRead(mention: Node, write: Write): boolean {
  return isInside(mention, write.value)
}

function isIdle(member: Node): boolean {
  return member.type === 'MemberExpression' && IDLE_METHODS.test(nameOfProperty(member) ?? '')
}

function isTested(value: Node): boolean {
  const { parent } = value
  switch (parent?.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === value
    case 'UnaryExpression':
    case 'BinaryExpression':
      return true
    case 'LogicalExpression':
      return isTested(parent)
    default:
      return false
  }
}

function outermost(node: Node): Node {
  const { parent } = node
  return parent && unwrap(parent) === node ? outermost(parent) : node
}

/** `await this.stop()` before, or a function that calls this one after it released. */
function callsReleaser(
  { releases, place }: Acquisition,
  { function: around, name }: Write,
  { file }: FileAnalysis,
): boolean {
  if (around === null) return true
  const text = file.text.slice(...around.range)
  return releases.some(({ node }) => {
    for (let outer = functionAround(node); isFunction(outer); outer = functionAround(outer)) {
      if (outer === around) return true
      if (outer === place.function) continue
      if (isCalledIn(nameOfFunction(outer), text)) return true
      if (isCalledIn(name, file.text.slice(...outer.range))) return true
    }
    return false
  })
}

function isCalledIn(name: string, text: string): boolean {
  if (name === '') return false
  return new RegExp(
    `(?<![\\w$])${name.replace('#', '').replaceAll('$', '\\$')}\\s*(?:\\(|\\.(?:call|apply|bind)\\b)`,
  ).test(text)
}

function isInside(inner: Node, outer: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1]
}
